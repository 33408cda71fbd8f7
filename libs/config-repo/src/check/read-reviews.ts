import { GitError, type FetchOptions, type Oid, type Repository } from '@slipway/git'
import { ConfigRepoError } from '../config-repo-error.ts'
import { withHistory } from '../history/history.ts'
import { reviewPrefix } from '../promote/review/branch-name.ts'
import { reportGitFailures } from '../remote/git-failure.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import type { ScratchOptions } from '../remote/scratch.ts'
import { readReviewStates } from './read-review-states.ts'
import type { ReviewState } from './review-state.ts'

/** Whose reviews to look at. */
export interface ReviewRequest {
  readonly location: ConfigRepoLocation
  /** The clone that knows how Git is configured here. */
  readonly own: Repository
  /** Whether that is a clone of the repository that the config repo lies in. */
  readonly isOwn: boolean
  /** The commit that is checked, beside the review branches that there are. */
  readonly head?: Oid | undefined
}

/**
 * How the promotions under review stand to the branch that is deployed: those of the commit that is checked, and those of all
 * review branches with the usual names. Throws `no-branch`, `unreachable`, `permission-denied`.
 */
export async function readReviews(
  request: ReviewRequest,
  options: Omit<ScratchOptions, 'configuredAs'> = {},
): Promise<ReviewState[]> {
  const { location, own, head, isOwn } = request
  return reportGitFailures(async () => {
    const patterns = [`refs/heads/${location.branch}`, `refs/heads/${reviewPrefix}*`]
    const refs = await own.listRemote(location.url, patterns)
    const tip = refs.get(`refs/heads/${location.branch}`)
    if (tip === undefined) throw noBranch(location)
    const heads = headsOf(refs, tip, head)
    if (heads.length === 0) return []
    const read = async (repository: Repository, limits: FetchOptions) => {
      const from = { repository, urls: [location.url, own.directory], limits }
      await bringAll(from, [tip, ...heads.map(({ commit }) => commit)])
      return readReviewStates({
        location,
        repository,
        tip,
        heads,
        bring: (commit) => bringAll(from, [commit]),
      })
    }
    // Without a filter, which would make a partial clone of somebody's repository.
    if (isOwn && !(await own.isShallow())) return read(own, {})
    return withHistory(location, { ...options, configuredAs: own }, async ({ trunk, repository }) => {
      await trunk(tip)
      return read(repository, { filter: 'blob:none' })
    })
  })
}

/** The commit that is checked comes first, and is no longer a branch then. */
function headsOf(
  refs: ReadonlyMap<string, Oid>,
  tip: Oid,
  head: Oid | undefined,
): { branch: string | null; commit: Oid }[] {
  const others = [...refs]
    .filter(([ref, oid]) => ref.startsWith(`refs/heads/${reviewPrefix}`) && oid !== head)
    .map(([ref, commit]) => ({ branch: ref.slice('refs/heads/'.length), commit }))
  return head === undefined || head === tip ? others : [{ branch: null, commit: head }, ...others]
}

interface Bringing {
  readonly repository: Repository
  readonly urls: readonly string[]
  readonly limits: FetchOptions
}

/** Fetches what a repository lacks: from the config repo's, and what nobody pushed from the clone. */
async function bringAll({ repository, urls, limits }: Bringing, commits: readonly Oid[]): Promise<void> {
  for (const [index, url] of urls.entries()) {
    const known = await Promise.all(commits.map((commit) => repository.resolve(commit)))
    const missing = commits.filter((_, at) => known[at] === undefined)
    if (missing.length === 0) return
    try {
      await repository.fetch(url, missing, limits)
    } catch (error) {
      const isUnknown = error instanceof GitError && error.code === 'unknown-revision'
      if (!isUnknown || index === urls.length - 1) throw error
    }
  }
}

function noBranch({ branch }: ConfigRepoLocation): ConfigRepoError {
  return new ConfigRepoError('no-branch', `Cannot find the branch "${branch}" of the config repo`)
}
