import type { GitTree } from '../../workspace/source-tree.ts'
import type { Made } from './image-contents.ts'

/** An image before and after a change. */
export type MadePair = readonly [before: Made, after: Made]

/**
 * The services whose images a change leaves as they are, though their inputs hashes differ: a comment, a type, a module that nobody imports.
 * One of which nobody can tell here is none of them.
 */
export async function findSameImages(
  pairs: readonly MadePair[],
  [before, after]: readonly [GitTree, GitTree],
  workspace: string,
): Promise<Set<string>> {
  const same = new Set<string>()
  if (!pairs.some(([{ service }]) => service.builder === 'oci')) return same
  const { openImageContents } = await import('./image-contents.ts')
  await using was = await openImageContents(before, workspace)
  await using is = await openImageContents(after, workspace)
  for (const [one, other] of pairs) {
    const [old, next] = await Promise.all([was.digestOf(one), is.digestOf(other)])
    if (old !== undefined && old === next) same.add(other.service.name)
  }
  return same
}
