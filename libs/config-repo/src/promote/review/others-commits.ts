import type { GraphCommit, Oid } from '@slipway/git'
import type { History } from '../../history/history.ts'
import { readTrailers } from '../../message/trailers.ts'
import type { ConfigRepoLocation } from '../../remote/location.ts'

/**
 * The commits of a review branch that no promotion made, newest first: a push in its place would lose them. Merges do not count, as
 * hosts make them when somebody brings a branch up to date.
 */
export async function othersCommits(
  { repository, trunk }: History,
  { location, tip, found }: { location: ConfigRepoLocation; tip: Oid; found: Oid },
): Promise<GraphCommit[]> {
  // The branch's history ends where the other one's is, which has to be here first.
  await trunk(tip)
  if (!(await repository.resolve(found)))
    await repository.fetch(location.url, [found], { filter: 'blob:none' })
  const commits = (await repository.readGraph([found], [tip])).filter(({ parents }) => parents.length < 2)
  const read = await repository.readCommits(commits.map(({ oid }) => oid))
  return commits.filter((_, index) => readTrailers(read[index]?.message ?? '')?.base === undefined)
}
