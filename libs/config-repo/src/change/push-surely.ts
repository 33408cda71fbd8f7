import { GitError, type GitErrorCode, type RefUpdate, type Repository } from '@slipway/git'
import { ConfigRepoError, type ConfigRepoErrorCode } from '../config-repo-error.ts'

/** What to push, and whom to ask about it. */
export interface SurePush {
  readonly url: string
  /** The first is the branch, when there is a commit. */
  readonly updates: readonly RefUpdate[]
  /** The same repository for the time after the time is over. */
  readonly reopen: () => Promise<Repository>
}

/** How a push fails when the server may have heard of it. */
const leavesOpen: Partial<Record<GitErrorCode, ConfigRepoErrorCode>> = {
  aborted: 'timed-out',
  unreachable: 'unreachable',
  failed: 'git-failed',
}

/**
 * Moves refs, all of them or none. When the time is over or the connection breaks meanwhile, it asks the server whether they arrived, and
 * then all is well. Throws what `Repository.push` throws when nothing was pushed; `timed-out`, `unreachable` or `git-failed` when the
 * server does not have it, and `in-doubt` when that cannot be told.
 */
export async function pushSurely(scratch: Repository, push: SurePush): Promise<void> {
  try {
    await scratch.push(push.url, push.updates)
  } catch (error) {
    if (!(error instanceof GitError) || leavesOpen[error.code] === undefined) throw error
    const found = await findOut(push).catch(() => 'unknown' as const)
    if (found !== 'arrived') throw openEnd(error, found)
  }
}

type Found = 'arrived' | 'not there' | 'unknown'

async function findOut({ url, updates: all, reopen }: SurePush): Promise<Found> {
  const updates = all.filter(({ oid, expected }) => oid !== expected)
  const asking = await reopen()
  const refs = await asking.listRemote(
    url,
    updates.map(({ ref }) => ref),
  )
  if (updates.every(({ ref, oid }) => refs.get(ref) === oid)) return 'arrived'
  if (updates.every(({ ref, expected }) => refs.get(ref) === expected)) return 'not there'
  const [first] = updates
  return first ? await lookBelow(asking, url, first) : 'unknown'
}

/** Others pushed meanwhile: before it, or on top of it. */
async function lookBelow(asking: Repository, url: string, { ref, oid, expected }: RefUpdate): Promise<Found> {
  await asking.fetch(url, [`+${ref}:${afterRef}`], { depth: commitsToLookAt, filter: 'blob:none' })
  const isBelow = (commit: string) =>
    asking.isAncestor(commit, afterRef).catch((error: unknown) => {
      if (error instanceof GitError && error.code === 'shallow') return false
      throw error
    })
  if (await isBelow(oid)) return 'arrived'
  return expected !== undefined && (await isBelow(expected)) ? 'not there' : 'unknown'
}

const afterRef = 'refs/fetched/after'
const commitsToLookAt = 200

/** The server may still be at work on what it got, so that it is not said that nothing can come of it. */
function openEnd(error: GitError, found: Exclude<Found, 'arrived'>): ConfigRepoError {
  const again = 'the same command again makes no second commit'
  if (found === 'unknown') {
    const message = `${error.message}; the config repo does not tell whether it has the commit nevertheless: ${again}`
    return new ConfigRepoError('in-doubt', message, { cause: error })
  }
  const message = `${error.message}; nothing was pushed, as the config repo tells (should it still be at work on it: ${again})`
  return new ConfigRepoError(leavesOpen[error.code] ?? 'git-failed', message, { cause: error })
}
