import { readSettings, serviceFiles } from '@slipway/config-repo'
import { createSource } from './create-source.ts'
import { importCommits, type ImportedCommit } from './fast-import.ts'
import { git } from './git.ts'

/** A config repo with many files, and the source that is published to it. */
export interface LargeConfigRepo {
  readonly bare: string
  readonly source: string
  /** The commit of the source. */
  readonly commit: string
  readonly files: number
  readonly servicesAnEnvironment: number
}

/** Those that are published; the others are there. */
export const publishedServices = ['carts', 'orders'] as const

/** The registry of its `slipway.yaml`. */
export const registry = 'ghcr.io/acme'

const environments = ['staging', 'production', ...Array.from({ length: 14 }, (_, index) => `area-${index}`)]
const filesOfService = 3 + 3 * environments.length

/** Makes one of about so many files, in 16 environments, as the large hosts have it; with a history of so many releases. */
export async function createLargeConfigRepo(
  folder: string,
  wanted: number,
  releases = 0,
): Promise<LargeConfigRepo> {
  const others = Array.from(
    { length: Math.max(0, Math.round(wanted / filesOfService) - 2) },
    (_, index) => index,
  )
  const settings = `registry: ${registry}
environments:
${environments.map((name) => `  - name: ${name}\n`).join('')}routes:
  - branch: main
    publish: [staging]
`
  const own = publishedServices.map((name) => serviceFiles({ ...readSettings(settings), name, port: 3000 }))
  const files: Record<string, string> = Object.assign(
    { 'slipway.yaml': settings },
    ...own,
    ...others.map(filesOf),
  )
  const bare = `${folder}/config-${wanted}-${releases}.git`
  await git('/', ['init', '--quiet', '--bare', '--template=', '--initial-branch=main', bare])
  for (const option of ['uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant', 'http.receivepack'])
    await git(bare, ['config', option, 'true'])
  const ref = 'refs/heads/main'
  await importCommits(bare, [{ ref, message: 'Start', files }, ...releasesOf(releases, others.length)])
  const source = `${folder}/source-${wanted}-${releases}.git`
  const commits = await createSource(source, { main: [] })
  const count = Object.keys(files).length
  const servicesAnEnvironment = others.length + publishedServices.length
  return { bare, source, commit: commits.get('main') ?? '', files: count, servicesAnEnvironment }
}

/** A service that nobody publishes: three files in the base, three in each overlay, no two the same. */
function filesOf(index: number): Record<string, string> {
  const name = `service-${index}`
  const inFolder = (folder: string) =>
    ['kustomization.yaml', 'deployment.yaml', 'patch.yaml'].map((file) => [
      `${folder}/${file}`,
      `# ${file} of ${folder}\nname: ${name}\n`,
    ])
  const folders = [`base/${name}`, ...environments.map((environment) => `overlays/${environment}/${name}`)]
  return Object.fromEntries(folders.flatMap(inFolder)) as Record<string, string>
}

/** Releases of those services, each in its turn, in one environment after the other. */
function releasesOf(count: number, services: number): ImportedCommit[] {
  return Array.from({ length: count }, (_, index) => {
    const environment = environments[Math.floor(index / services) % environments.length]
    const name = `service-${index % services}`
    const path = `overlays/${environment}/${name}/kustomization.yaml`
    return { ref: 'refs/heads/main', message: `Release ${name}`, files: { [path]: `# Release ${index}\n` } }
  })
}
