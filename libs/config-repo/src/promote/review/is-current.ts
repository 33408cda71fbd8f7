import type { Commit, Oid } from '@slipway/git'
import type { History } from '../../history/history.ts'
import { readTrailers } from '../../message/trailers.ts'

/** The newest commit of a review branch, and what it has to be current with. */
export interface ReviewHead {
  readonly commit: Oid
  readonly read: Commit
  /** The newest commit of the branch that is deployed. */
  readonly tip: Oid
  /** The folders in the repository that the review changes. */
  readonly folders: readonly string[]
}

/**
 * Whether a review can still be merged as it was planned: it has not been merged, and nobody changed its target since. A branch that
 * was merged stays where a host does not delete it, and has nothing to review any more.
 */
export async function isCurrent(
  { repository, trunk }: History,
  { commit, read, tip, folders }: ReviewHead,
): Promise<boolean> {
  await trunk(tip)
  const isMerged =
    (await repository.resolve(commit)) !== undefined && (await repository.isAncestor(commit, tip))
  const base = readTrailers(read.message)?.base
  // A base that the branch no longer has was forced away.
  if (isMerged || base === undefined || (await repository.resolve(base)) === undefined) return false
  const since = await repository.readDifferences([{ commit: tip, with: base }], folders)
  return (since.get(tip) ?? []).length === 0
}
