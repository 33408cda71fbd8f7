import { GitError, type Oid } from '@slipway/git'
import { ConfigRepoError } from '../config-repo-error.ts'

/** Refs of one moment, as near as a server gets to that. */
export interface Seen {
  readonly refs: ReadonlyMap<string, Oid>
}

/**
 * Throws the refusal that came of looking at refs, or `tip-moved` when they are others by now. A server does not list several refs in one
 * moment: who looks while others push may see one of theirs moved and another not yet. A push of that would fail at its leases; a
 * refusal has none.
 */
export async function refuseSurely(
  refusal: unknown,
  seen: Seen,
  lookAgain: () => Promise<Seen>,
): Promise<never> {
  if (!(refusal instanceof ConfigRepoError) || seen.refs.size < 2) throw refusal
  const now = await lookAgain().catch(() => seen)
  if (isSame(now.refs, seen.refs)) throw refusal
  throw new GitError('tip-moved', `Cannot decide, as the config repo changed meanwhile: ${refusal.message}`, {
    cause: refusal,
  })
}

function isSame(one: ReadonlyMap<string, Oid>, other: ReadonlyMap<string, Oid>): boolean {
  return one.size === other.size && [...one].every(([name, oid]) => other.get(name) === oid)
}
