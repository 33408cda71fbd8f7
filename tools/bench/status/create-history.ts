import {
  commitMessage,
  kustomizationPath,
  readSettings,
  releasePath,
  serviceFiles,
  writeRelease,
} from '@slipway/config-repo'
import { importCommits, type ImportedCommit } from '../config-repos/fast-import.ts'
import { git } from '../config-repos/git.ts'

/** How much there is to tell. */
export interface HistorySize {
  readonly services: number
  readonly releases: number
  readonly sourceCommits: number
}

export const environments = ['staging', 'production'] as const
const settingsText = `registry: ghcr.io/acme\nenvironments:\n${environments.map((name) => `  - name: ${name}\n`).join('')}`
const ref = 'refs/heads/main'

/** Makes a source repository, and a config repo whose services were released from it again and again; one release in five to production. */
export async function createHistory(source: string, config: string, size: HistorySize): Promise<void> {
  for (const folder of [source, config]) {
    await git('/', ['init', '--quiet', '--bare', '--template=', '--initial-branch=main', folder])
    for (const option of ['uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant'])
      await git(folder, ['config', option, 'true'])
  }
  const commits = numbers(size.sourceCommits).map((n) => ({
    ref,
    message: `Source ${n}`,
    files: { a: `${n}` },
  }))
  await importCommits(source, commits)
  const oids = (await git(source, ['rev-list', 'main'])).split('\n')
  await importCommits(config, [start(size, source, oids), ...releases(size, source, oids)])
}

function start({ services }: HistorySize, source: string, oids: readonly string[]): ImportedCommit {
  const files = numbers(services).flatMap((n) =>
    environments.flatMap((environment) =>
      Object.entries(releaseFiles(n, environment, source, oids.at(-1) ?? '')),
    ),
  )
  return { ref, message: 'Start', files: { 'slipway.yaml': settingsText, ...Object.fromEntries(files) } }
}

function releases(size: HistorySize, source: string, oids: readonly string[]): ImportedCommit[] {
  return numbers(size.releases).map((n) => {
    const environment = n % 5 === 0 ? 'production' : 'staging'
    const service = (n * 7919) % size.services
    const commit = oids[oids.length - 1 - Math.floor((n * oids.length) / size.releases)] ?? ''
    const message = commitMessage({
      action: 'publish',
      title: `Publish ${n}`,
      rows: [],
      environments: [environment],
    })
    return { ref, message, files: releaseFiles(service, environment, source, commit) }
  })
}

function releaseFiles(
  n: number,
  environment: string,
  source: string,
  commit: string,
): Record<string, string> {
  const service = `service-${n}`
  const digest = `sha256:${commit.slice(0, 24).padEnd(56, '0')}${String(n).padStart(8, '0')}`
  const image = `ghcr.io/acme/${service}`
  return {
    [kustomizationPath(environment, service)]: overlayOf(service, environment).replace(/sha256:\S+/, digest),
    [releasePath(environment, service)]: writeRelease({
      service,
      image,
      digest,
      inputs: `sha256:${'0'.repeat(64)}`,
      source: { repository: source, commit },
      since: '2026-11-21T09:30:00Z',
    }),
  }
}

const overlays = new Map<string, string>()

/** Written once for all releases. */
function overlayOf(service: string, environment: string): string {
  const file = kustomizationPath(environment, service)
  const known = overlays.get(file)
  if (known !== undefined) return known
  const fresh = serviceFiles({ ...readSettings(settingsText), name: service, port: 3000 })[file] ?? ''
  const text = fresh.replace('newTag: unreleased', `digest: sha256:${'0'.repeat(64)}`)
  overlays.set(file, text)
  return text
}

function numbers(count: number): number[] {
  return [...Array(count).keys()]
}
