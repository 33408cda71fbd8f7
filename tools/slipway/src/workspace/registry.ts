import { ConfigRepoError, readSettings, settingsPath } from '@slipway/config-repo/settings'
import { openRepository } from '@slipway/git'
import { locateConfigRepo } from './config-repo.ts'
import type { SourceTree } from './source-tree.ts'
import { readFolderSettings, readWorkspaceFacts } from './workspace-settings.ts'

/**
 * What the names of images begin with: the registry of `slipway.yaml`, from the workspace's files, or fetched from the
 * config repo when that is elsewhere.
 */
export async function readRegistry(tree: SourceTree, workspace: string): Promise<string> {
  const facts = await readWorkspaceFacts(tree)
  if (facts.configRepo.kind === 'folder')
    return (await readFolderSettings(tree, facts.configRepo.folder)).registry
  // Slow to load, and most workspaces do without it.
  const { readTip } = await import('@slipway/config-repo')
  const own = await openRepository(workspace)
  const location = await locateConfigRepo(facts, own)
  return await readTip(location, { configuredAs: own }, async (files) => {
    const text = (await files.read([settingsPath])).get(settingsPath)
    if (text !== undefined) return readSettings(text).registry
    throw new ConfigRepoError('no-settings', `Cannot find "${settingsPath}" in the config repo`)
  })
}
