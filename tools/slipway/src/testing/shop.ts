import { readSettings, serviceFiles, settingsPath } from '@slipway/config-repo'
import { git, temporaryDirectory, writeFiles } from '@slipway/testing'
import { cp, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { runCommandLine } from '../commands/command-line.ts'
import type { Environment } from '../environment.ts'
import { imagesFolder } from '../image/result-files.ts'
import type { ImageResult } from '../image/result.ts'
import {
  publishWorkspace,
  type PublishedWorkspace,
  type WorkspacePublish,
} from '../publish/publish-workspace.ts'
import { buildSampleImage, pushSampleImage } from './sample-image.ts'
import { commitAll, createSampleWorkspace } from './sample-workspace.ts'
import { testEnvironment } from './test-environment.ts'

/** What a command printed, and how it ended. */
export interface CommandResult {
  status: number
  stdout: string
  stderr: string
}

/** The sample workspace with a config repo, a bare origin, and a store for its images. */
export interface Shop {
  readonly directory: string
  readonly origin: string
  readonly environment: Environment
  /** Runs `slipway` in the workspace. */
  slipway(...args: string[]): Promise<CommandResult>
  /** Publishes as the command does, and throws what that prints. */
  publish(request?: Partial<WorkspacePublish>): Promise<PublishedWorkspace>
  /** Writes files and commits them; gives the commit. */
  commit(files: Record<string, string>): Promise<string>
  /** Makes an image of what the work tree has in a folder, and its result file, without pushing it. */
  build(root: string): Promise<ImageResult>
  /** Makes an image and pushes it. */
  ship(root: string): Promise<ImageResult>
  /** Forgets what was built, as a new clone does. */
  forget(): Promise<void>
  /** Everything that the origin has: each ref with its commit. */
  refs(): Promise<Record<string, string>>
  /** The paths that differ between two commits of the origin. */
  changedPaths(from: string, to: string): Promise<string[]>
}

export const registry = 'registry.example.test/shop'

/** The text of the shop's `slipway.yaml`. */
export const settingsText = `registry: ${registry}
environments:
  - name: staging
  - name: production
    replicas: 3
`

/** Opens a new shop. The services `web`, `api` and `static` have overlays, `release` has none. */
export async function openShop(overrides: Partial<Environment> = {}): Promise<Shop> {
  const folder = await temporaryDirectory()
  await cp(await (original ??= createOriginal()), folder, { recursive: true })
  const [directory, origin] = [path.join(folder, 'shop'), path.join(folder, 'origin.git')]
  await git(directory, 'remote', 'set-url', 'origin', origin)
  const environment = { ...testEnvironment, store: `oci:${await temporaryDirectory()}`, ...overrides }
  return createShop(directory, origin, environment)
}

/** Made once and copied, as every test opens one and a copy takes no processes. */
let original: Promise<string> | undefined

/** A folder with the work tree `shop` and its `origin.git`. */
async function createOriginal(): Promise<string> {
  const directory = await createSampleWorkspace()
  const origin = path.join(path.dirname(directory), 'origin.git')
  await git(directory, 'init', '--quiet', '--bare', '--initial-branch=main', origin)
  await git(directory, 'remote', 'add', 'origin', origin)
  await git(directory, 'config', 'user.name', 'Publisher')
  await git(directory, 'config', 'user.email', 'publisher@example.test')
  await writeFiles(path.join(directory, 'config-repo'), configFiles())
  await commitAll(directory, 'Add the config repo')
  await git(directory, 'push', '--quiet', '--set-upstream', 'origin', 'main')
  return path.dirname(directory)
}

/** The shop's config repo. */
export function configFiles(): Record<string, string> {
  const settings = readSettings(settingsText)
  const services = ['web', 'api', 'static'].map((name) => serviceFiles({ ...settings, name, port: 3000 }))
  return Object.assign({ [settingsPath]: settingsText }, ...services) as Record<string, string>
}

function createShop(directory: string, origin: string, environment: Environment): Shop {
  const build = (root: string) => buildSampleImage(directory, root, registry)
  return {
    directory,
    origin,
    environment,
    build,
    slipway: (...args) => runHere(args, directory, environment),
    publish: (request) =>
      publishWorkspace({ workspace: directory, environmentNames: ['staging'], environment, ...request }),
    async commit(files) {
      await writeFiles(directory, files)
      return commitAll(directory, `Edit ${Object.keys(files).join(', ')}`)
    },
    async ship(root) {
      const result = await build(root)
      await pushSampleImage(directory, result, environment)
      return result
    },
    forget: () => rm(path.join(directory, imagesFolder), { recursive: true, force: true }),
    async refs() {
      const lines = await git(origin, 'for-each-ref', '--format=%(refname) %(objectname)')
      return Object.fromEntries(lines.split('\n').map((line) => line.split(' ') as [string, string]))
    },
    changedPaths: async (from, to) => (await git(origin, 'diff', '--name-only', from, to)).split('\n'),
  }
}

/** Runs `slipway` in a folder. */
export async function runHere(args: string[], cwd: string, environment: Environment): Promise<CommandResult> {
  const printed = { stdout: '', stderr: '' }
  const status = await runCommandLine(args, {
    cwd,
    environment,
    stdin: Readable.from([]),
    stdout: { write: (text) => (printed.stdout += text) },
    stderr: { write: (text) => (printed.stderr += text) },
  })
  return { status, ...printed }
}
