import {
  commitMessage,
  kustomizationPath,
  readSettings,
  releasePath,
  serviceFiles,
  settingsPath,
  writeRelease,
  type Action,
  type Release,
} from '@slipway/config-repo'
import {
  createBareRepository,
  git,
  importHistory,
  temporaryDirectory,
  type ImportedCommit,
} from '@slipway/testing'
import { setImage } from 'kustomize-ts'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { Output } from '../commands/command-context.ts'
import { runCommandLine } from '../commands/command-line.ts'
import type { CommandResult } from './shop.ts'
import { testEnvironment } from './test-environment.ts'

/** A clone of a config repo of its own, with two services in two environments, and no source anywhere. */
export interface ConfigClone {
  readonly origin: string
  readonly directory: string
  /** Runs `slipway` in the clone. */
  slipway(...args: string[]): Promise<CommandResult>
  /** Runs it on a terminal. */
  onTerminal(columns: number, ...args: string[]): Promise<CommandResult>
  /** Puts commits on the branch of the origin. */
  push(...commits: ImportedCommit[]): Promise<void>
}

const settingsText = 'registry: ghcr.io/acme\nenvironments:\n  - name: staging\n  - name: production\n'
const settings = readSettings(settingsText)

/** Makes one. */
export async function openConfigClone(...commits: ImportedCommit[]): Promise<ConfigClone> {
  const services = ['carts', 'orders'].map((name) => serviceFiles({ ...settings, name, port: 3000 }))
  const files = Object.assign({ [settingsPath]: settingsText }, ...services) as Record<string, string>
  const origin = await createBareRepository(files)
  const push = (...more: ImportedCommit[]) => importHistory(origin, more)
  if (commits.length > 0) await push(...commits)
  const directory = path.join(await temporaryDirectory(), 'clone')
  await git(path.dirname(directory), 'clone', '--quiet', origin, directory)
  await git(directory, 'config', 'user.name', 'Ann')
  await git(directory, 'config', 'user.email', 'ann@example.test')
  return {
    origin,
    directory,
    push,
    slipway: (...args) => run(directory, args),
    onTerminal: (columns, ...args) => run(directory, args, { isTTY: true, columns }),
  }
}

async function run(cwd: string, args: string[], terminal: Partial<Output> = {}): Promise<CommandResult> {
  const printed = { stdout: '', stderr: '' }
  const status = await runCommandLine(args, {
    cwd,
    environment: testEnvironment,
    stdin: Readable.from([]),
    stdout: { write: (text) => (printed.stdout += text), ...terminal },
    stderr: { write: (text) => (printed.stderr += text) },
  })
  return { status, ...printed }
}

/** What a release commit may differ in. */
export interface ReleaseMore {
  readonly action?: Action
  readonly author?: string
  readonly time?: number
  readonly release?: Partial<Release>
}

/** A commit by which a service runs the digest of a letter: `released('staging/orders', 'a')`. */
export function released(overlay: string, letter: string, more: ReleaseMore = {}): ImportedCommit {
  const [environment = '', service = ''] = overlay.split('/')
  const { action = 'publish', author = 'Ben', time } = more
  const title = `${action} ${service}`
  const commit = letter.repeat(40)
  const release = {
    service,
    image: `ghcr.io/acme/${service}`,
    digest: digestOf(letter),
    inputs: digestOf('0'),
    source: { repository: 'https://example.test/shop.git', commit },
    ...more.release,
  }
  return {
    message: commitMessage({ action, title, rows: [], environments: [environment], source: commit }),
    author,
    ...(time !== undefined && { time }),
    files: { ...edited(overlay, letter).files, [releasePath(environment, service)]: writeRelease(release) },
  }
}

/** A commit by which somebody puts the digest of a letter there by hand. */
export function edited(overlay: string, letter: string): ImportedCommit {
  const [environment = '', service = ''] = overlay.split('/')
  const file = kustomizationPath(environment, service)
  const text = serviceFiles({ ...settings, name: service, port: 3000 })[file] ?? ''
  const image = { name: service, newName: `ghcr.io/acme/${service}`, digest: digestOf(letter) }
  return { message: 'Back to what worked', author: 'Cy', files: { [file]: setImage(text, image) } }
}

/** The digest of a letter. */
export function digestOf(letter: string): string {
  return `sha256:${letter.repeat(64)}`
}
