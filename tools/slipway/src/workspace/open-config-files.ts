import type { ConfigRepoLocation } from '@slipway/config-repo'
import { openRepository, type Repository } from '@slipway/git'
import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { locateConfigRepo } from './config-repo.ts'
import { findPlace } from './open-config-repo.ts'
import { parseWorkspaceFacts } from './workspace-settings.ts'

/** A config repo to be read: where its files are, in this clone or elsewhere. */
export interface ConfigFiles {
  /** The clone that was found; it knows how Git is configured here. */
  readonly own: Repository
  /** The root of the workspace; `undefined` in a clone of a separate config repo. */
  readonly workspace: string | undefined
  /** The branch that work in that clone goes to. */
  readonly branch: string
  /** Its files in that clone, by the folder in the repository; or where another repository has them. */
  readonly place:
    | { readonly kind: 'here'; readonly folder: string }
    | { readonly kind: 'elsewhere'; readonly location: ConfigRepoLocation }
}

/**
 * Finds the config repo of the nearest workspace, or the nearest config repo itself, from `directory` upwards. What lies in this clone
 * needs no remote. Throws `no-workspace`, `invalid-options`.
 */
export async function openConfigFiles(directory: string): Promise<ConfigFiles> {
  const { folder, isWorkspace } = findPlace(directory)
  const own = await openRepository(folder)
  if (!isWorkspace) {
    const place = { kind: 'here', folder: await relativeToRoot(own, folder) } as const
    return { own, workspace: undefined, branch: await own.defaultBranch(), place }
  }
  const facts = parseWorkspaceFacts(await readFile(path.join(folder, 'nx.json'), 'utf8'))
  const found = { own, workspace: folder, branch: facts.branch }
  if (facts.configRepo.kind === 'remote') {
    return { ...found, place: { kind: 'elsewhere', location: await locateConfigRepo(facts, own) } }
  }
  const files = path.join(folder, facts.configRepo.folder)
  return { ...found, place: { kind: 'here', folder: await relativeToRoot(own, files) } }
}

/** Git tells the root by its real path. */
async function relativeToRoot(own: Repository, folder: string): Promise<string> {
  const [root, real] = [await own.root(), await realpath(folder).catch(() => path.resolve(folder))]
  return path.relative(root, real).split(path.sep).join('/')
}
