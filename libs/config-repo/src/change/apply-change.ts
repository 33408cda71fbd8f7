import { openRepository, type Author, type Oid, type Repository, type RepositoryOptions } from '@slipway/git'
import { pathInRepository, type ConfigRepoLocation } from '../remote/location.ts'
import type { Change } from './change.ts'
import type { Decision } from './change-config-repo.ts'
import { pushSurely } from './push-surely.ts'

/** Where a change is applied, and in whose name. */
export interface ApplyTarget {
  readonly location: ConfigRepoLocation
  readonly author: Author | undefined
  /** What Git runs with when the time for the change is over. */
  readonly git: RepositoryOptions | undefined
}

/** How long a server may take to say whether a push arrived. */
const askingMs = 10_000

/**
 * Pushes what was decided, all of it or nothing, and gives the new commit, or `null` when there is none. The repository
 * must have the plan's tip. Throws `tip-moved` when the config repo is no longer as it was planned on, and as `pushSurely` does.
 */
export async function applyChange(
  scratch: Repository,
  { plan, branch, refs }: Decision<Change>,
  target: ApplyTarget,
): Promise<Oid | null> {
  const commit = await commitChange(scratch, plan, target)
  const others = (await refs?.()) ?? []
  const main = { ref: `refs/heads/${target.location.branch}`, expected: plan.tip }
  const updates = commit === null ? [] : [{ ...(branch ?? main), oid: commit }]
  // Refs that stay go along with a commit, as their place is part of what the plan was made on. With the branch of the config repo
  // Git knows, too, that the server has the commit below: its folders are not here, so that it could not be sent.
  if (branch && commit !== null) updates.push({ ...main, oid: plan.tip })
  const hasNews = commit !== null || others.some(({ oid, expected }) => oid !== expected)
  if (hasNews) {
    const reopen = () =>
      openRepository(scratch.directory, { ...target.git, signal: AbortSignal.timeout(askingMs) })
    await pushSurely(scratch, { url: target.location.url, updates: [...updates, ...others], reopen })
  }
  return commit
}

async function commitChange(
  scratch: Repository,
  { message, files, tip }: Change,
  { location, author }: ApplyTarget,
): Promise<Oid | null> {
  if (message === null) return null
  const placed = Object.entries(files).map(
    ([path, text]) => [pathInRepository(location, path), text] as const,
  )
  // Folders on the way that nobody had to read are not here yet.
  await scratch.remote(location.url).bringFolders(
    tip,
    placed.map(([path]) => path),
  )
  const tree = await scratch.writeTree(tip, new Map(placed))
  return scratch.commitTree({ tree, parents: [tip], message, author })
}
