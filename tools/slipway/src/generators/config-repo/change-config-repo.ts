import { logger, type GeneratorCallback, type Tree } from '@nx/devkit'
import { commitFiles, readTip, type ConfigRepoFiles, type ConfigRepoLocation } from '@slipway/config-repo'
import { openRepository, withoutCredentials } from '@slipway/git'
import path from 'node:path/posix'
import type { NormalizedPluginOptions } from '../../options/plugin-options.ts'
import { treeFiles } from './tree-files.ts'

/** What a generator does to the config repo. */
export interface ConfigChange {
  /** The files to add or replace, by path; throws when they cannot be. */
  change(files: ConfigRepoFiles): Promise<Record<string, string>>
  /** Of the commit, where it takes one. */
  readonly message: string
}

/**
 * Changes the config repo: in the tree when it is a folder of the workspace. When it is another repository the change is
 * tried on its newest commit now, and the answer is what commits and pushes it, once nothing else can be refused.
 */
export async function changeConfigRepo(
  tree: Tree,
  configRepo: NormalizedPluginOptions['configRepo'],
  { change, message }: ConfigChange,
): Promise<GeneratorCallback | undefined> {
  if (configRepo.kind === 'folder') {
    const files = await change(treeFiles(tree, configRepo.folder))
    for (const [name, text] of Object.entries(files)) tree.write(path.join(configRepo.folder, name), text)
    return undefined
  }
  const location = { url: configRepo.url, branch: configRepo.branch, folder: '' }
  const own = await openRepository(tree.root)
  const files = await readTip(location, { configuredAs: own }, change)
  for (const name of Object.keys(files)) logger.info(`COMMIT ${name} to ${describe(location)}`)
  return async () => {
    const commit = await commitFiles({ location, change, message }, { configuredAs: own })
    logger.info(`PUSHED ${commit} "${message}" to ${describe(location)}`)
  }
}

function describe({ url, branch }: ConfigRepoLocation): string {
  return `${withoutCredentials(url)}#${branch}`
}
