import { GitError, type GraphCommit, type Oid } from '@slipway/git'
import type { PromotedService } from '../promote-plan.ts'
import type { PromoteRequest } from '../promote-request.ts'

/** Source commits that come with builds: what is in these and was not in those that run now. */
export interface SourceLog {
  readonly services: readonly string[]
  readonly before: Oid
  readonly after: Oid
  /** Newest first. */
  readonly commits: readonly GraphCommit[]
}

/** The source commits between what runs and what is promoted, once for services that have the same; none where no clone knows. */
export async function readSourceLogs(
  changes: readonly PromotedService[],
  source: PromoteRequest['source'],
): Promise<SourceLog[]> {
  if (!source) return []
  const pairs = Object.groupBy(
    changes.filter(({ order }) => order === 'newer' || order === 'diverged'),
    (change) => `${change.before?.commit} ${change.source.commit}`,
  )
  const logs = Object.values(pairs).map(async (same = []) => {
    const [{ before, source: { commit: after } = { commit: '' } } = { before: null }] = same
    if (!before) return []
    const commits = await readBetween(source.repository, before.commit, after)
    return commits
      ? [{ services: same.map(({ service }) => service), before: before.commit, after, commits }]
      : []
  })
  return (await Promise.all(logs)).flat()
}

async function readBetween(
  repository: NonNullable<PromoteRequest['source']>['repository'],
  before: Oid,
  after: Oid,
): Promise<GraphCommit[] | undefined> {
  try {
    return await repository.readGraph([after], [before])
  } catch (error) {
    // The order may have come from the config repo's history.
    if (error instanceof GitError && error.code !== 'aborted') return undefined
    throw error
  }
}
