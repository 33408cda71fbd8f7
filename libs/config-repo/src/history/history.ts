import { GitError, type Oid, type Repository } from '@slipway/git'
import { reportGitFailures } from '../remote/git-failure.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import { withScratch, type ScratchOptions } from '../remote/scratch.ts'
import { readEvents } from './read-events.ts'
import type { ReleaseEvent } from './release-event.ts'
import { TextStore } from './text-store.ts'
import { findTrunk, type TrunkStep } from './trunk.ts'

/** Whose releases to tell. */
export interface HistoryQuery {
  readonly environment: string
  /** All of the environment when left out. */
  readonly services?: readonly string[] | undefined
  /** How many to give; all of them when left out. */
  readonly limit?: number | undefined
  /** Wants only what it takes to know since when each of the services runs what it does. */
  readonly newestMoves?: boolean | undefined
}

/** What happened on the branch of a config repo. */
export interface History {
  /** The releases of services in an environment up to a commit of the branch, the newest first. */
  releases(at: Oid, query: HistoryQuery): Promise<ReleaseEvent[]>
  /** The way of the branch up to a commit, the newest first. */
  trunk(at: Oid): Promise<readonly TrunkStep[]>
  /** The repository that has all commits and folders of the branch, and what fetches contents of files. */
  readonly repository: Repository
  readonly texts: TextStore
}

/**
 * Gives `action` the whole history of a config repo's branch. It is fetched when it is first asked for, without the contents of files
 * where the server can do that, and with a cache only what is new.
 *
 * @example
 * withHistory(location, options, async (history) => changeConfigRepo({ location, decide: async ({ tip }) => {
 *   const releases = await history.releases(tip.commit, { environment: 'staging', services: ['orders'] })
 *   …
 */
export async function withHistory<T>(
  location: ConfigRepoLocation,
  options: ScratchOptions,
  action: (history: History) => Promise<T>,
): Promise<T> {
  // In a repository of its own: where a verb fetches one commit alone, Git takes that for all that there is.
  return reportGitFailures(() =>
    withScratch(location, options, (repository) => action(openHistory(repository, location))),
  )
}

function openHistory(repository: Repository, location: ConfigRepoLocation): History {
  const texts = new TextStore(repository, location)
  const trunks = new Map<Oid, Promise<readonly TrunkStep[]>>()
  const readTrunk = async (at: Oid) => {
    await bring(repository, location, at)
    return findTrunk(await repository.readGraph([at]), location.branch)
  }
  const trunk = (at: Oid) => {
    const found = trunks.get(at) ?? readTrunk(at)
    trunks.set(at, found)
    return found
  }
  return {
    repository,
    texts,
    trunk,
    releases: async (at, query) => readEvents({ texts, location, at, query, trunk: await trunk(at) }),
  }
}

/** A commit that the branch no longer has is as a tip that moved: whoever asked has to look again. */
async function bring(repository: Repository, { url, branch }: ConfigRepoLocation, at: Oid): Promise<void> {
  await repository.remote(url).fetchHistory(branch, at)
  if (await repository.resolve(at)) return
  throw new GitError('tip-moved', `Cannot read the history of "${branch}": it no longer has "${at}"`)
}
