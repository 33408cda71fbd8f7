import { settingsPath, type ConfigRepoLocation } from '@slipway/config-repo'
import { openRepository, type Repository } from '@slipway/git'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { SlipwayError } from '../slipway-error.ts'
import { locateConfigRepo, originUrl } from './config-repo.ts'
import { parseWorkspaceFacts } from './workspace-settings.ts'

/** A config repo, found from a folder in a workspace or in a clone of the config repo itself. */
export interface OpenedConfigRepo {
  readonly location: ConfigRepoLocation
  /** The clone that the folder lies in; it knows how Git is configured here. */
  readonly own: Repository
  /** The root of the workspace; `undefined` in a clone of a separate config repo, which has no source. */
  readonly workspace: string | undefined
  /** Where the config repo's files lie on disk; `undefined` in a workspace whose config repo is elsewhere. */
  readonly files: string | undefined
  /** The branch that the workspace is published from; `undefined` in a clone of a separate config repo. */
  readonly sourceBranch: string | undefined
}

/**
 * Finds the config repo of the nearest workspace (`nx.json`) or the nearest config repo itself (`slipway.yaml`), from `directory`
 * upwards. Throws `no-workspace`, `invalid-options`.
 */
export async function openConfigRepo(directory: string): Promise<OpenedConfigRepo> {
  const { folder, isWorkspace } = findPlace(directory)
  return isWorkspace ? await openOfWorkspace(folder) : await openItself(folder)
}

/** The folder of the nearest workspace or config repo. Throws `no-workspace`. */
export function findPlace(directory: string): { folder: string; isWorkspace: boolean } {
  for (let folder = path.resolve(directory); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'nx.json'))) return { folder, isWorkspace: true }
    if (existsSync(path.join(folder, settingsPath)) && !isInWorkspace(folder))
      return { folder, isWorkspace: false }
    if (folder === path.dirname(folder)) break
  }
  throw new SlipwayError(
    'no-workspace',
    `Cannot find a config repo: no "nx.json" and no "${settingsPath}" in "${directory}" or above`,
  )
}

async function openOfWorkspace(workspace: string): Promise<OpenedConfigRepo> {
  const own = await openRepository(workspace)
  const facts = parseWorkspaceFacts(await readFile(path.join(workspace, 'nx.json'), 'utf8'))
  const { configRepo } = facts
  return {
    location: await locateConfigRepo(facts, own),
    own,
    workspace,
    files: configRepo.kind === 'folder' ? path.join(workspace, configRepo.folder) : undefined,
    sourceBranch: facts.branch,
  }
}

async function openItself(files: string): Promise<OpenedConfigRepo> {
  const own = await openRepository(files)
  const url = await originUrl(own)
  if (url === undefined) {
    throw new SlipwayError(
      'no-workspace',
      `Cannot find the remote "origin" of "${files}": wanted the repository that Argo CD reads`,
    )
  }
  const folder = path
    .relative(await own.root(), files)
    .split(path.sep)
    .join('/')
  const location = { url, branch: await own.defaultBranch(), folder }
  return { location, own, workspace: undefined, files, sourceBranch: undefined }
}

function isInWorkspace(folder: string): boolean {
  const above = path.dirname(folder)
  return above !== folder && (existsSync(path.join(above, 'nx.json')) || isInWorkspace(above))
}
