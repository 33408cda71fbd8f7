import { openRepository } from '@slipway/git'
import { realpath } from 'node:fs/promises'
import { SlipwayError } from '../slipway-error.ts'
import { openSourceTree, type GitTree } from './source-tree.ts'

/**
 * Reads the workspace in `root` as its files stand now. Throws `no-workspace` when it is not the root of a Git
 * repository, as paths in Git would be others then.
 */
export async function readWorkTree<T>(root: string, read: (tree: GitTree) => Promise<T>): Promise<T> {
  const repository = await openRepository(root)
  await using snapshot = await repository.workTree()
  await requireRoot(root, snapshot.root)
  return await read(await openSourceTree(snapshot.repository, snapshot.tree))
}

/** Throws `no-workspace` unless both are the same folder. */
export async function requireRoot(workspace: string, repository: string): Promise<void> {
  if ((await realpath(workspace)) === (await realpath(repository))) return
  throw new SlipwayError(
    'no-workspace',
    `Cannot work in "${workspace}": wanted the root of a Git repository, which is "${repository}"`,
  )
}
