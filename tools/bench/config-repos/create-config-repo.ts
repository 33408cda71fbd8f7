import { readSettings, serviceFiles } from '@slipway/config-repo'
import { importCommits } from './fast-import.ts'
import { git } from './git.ts'

/** What is in a config repo, by name; the order of environments is the order of promotion. */
export interface ConfigRepoContents {
  readonly environments: readonly string[]
  readonly services: readonly string[]
  /** Those that pipelines publish to; all of them when left out. */
  readonly published?: readonly string[]
}

/** Makes a bare config repo, as the large hosts have it, with one commit on `main`. */
export async function createConfigRepo(
  folder: string,
  { environments, services, published = environments }: ConfigRepoContents,
): Promise<void> {
  const settings = `registry: ghcr.io/acme
environments:
${environments.map((name) => `  - name: ${name}`).join('\n')}
routes:
  - branch: main
    publish: [${published.join(', ')}]
`
  const parts = services.map((name) => serviceFiles({ ...readSettings(settings), name, port: 3000 }))
  await git('/', ['init', '--quiet', '--bare', '--template=', '--initial-branch=main', folder])
  for (const option of ['uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant', 'http.receivepack']) {
    await git(folder, ['config', option, 'true'])
  }
  const files = Object.assign({ 'slipway.yaml': settings }, ...parts) as Record<string, string>
  await importCommits(folder, [{ ref: 'refs/heads/main', message: 'Start', files }])
}
