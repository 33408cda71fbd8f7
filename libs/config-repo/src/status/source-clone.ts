import {
  GitError,
  withoutCredentials,
  type Distance,
  type GraphCommit,
  type Oid,
  type Repository,
} from '@slipway/git'
import { bringCommit } from '../remote/bring-commit.ts'
import { touching } from './touching.ts'

/** A clone of the source, and where it came from. */
export interface SourceClone {
  readonly repository: Repository
  readonly url?: string | undefined
  /**
   * Files and folders that the image of each service is made of, `''` for the files in the root: other commits do not count for it. Asked
   * only when something is behind; for a service that it leaves out every commit counts.
   */
  readonly findParts?: (() => Promise<ReadonlyMap<string, readonly string[]>>) | undefined
}

/** Two source commits to compare, and the repository that they are of. */
export interface SourcePair {
  readonly repository: string
  readonly service: string
  readonly from: Oid
  readonly to: Oid
}

/**
 * The newest commit of the source's default branch, as its server has it now; `undefined` where nobody can tell: without a clone, in a
 * shallow one, which must not be filled up for a report, or when the server does not answer.
 */
export async function findNewestSource(source: SourceClone | undefined): Promise<Oid | undefined> {
  if (!source?.url || (await source.repository.isShallow())) return undefined
  const ref = `refs/heads/${await source.repository.defaultBranch()}`
  try {
    const commit = (await source.repository.listRemote(source.url, [ref])).get(ref)
    return commit && (await bringCommit(source.repository, source.url, commit)) ? commit : undefined
  } catch (error) {
    if (error instanceof GitError) return undefined
    throw error
  }
}

/** How far apart source commits are: those that count for the service, and whether there are any at all that `to` has not got. */
export interface SourceDistance extends Distance {
  readonly isContained: boolean
}

/** How far apart source commits are, in the order of the pairs; `undefined` where the clone cannot tell. */
export async function readSourceDistances(
  source: SourceClone | undefined,
  pairs: readonly (SourcePair | undefined)[],
): Promise<(SourceDistance | undefined)[]> {
  if (!source) return pairs.map(() => undefined)
  const own = withoutCredentials(source.url ?? '')
  const mine = pairs.filter((pair) => pair !== undefined).filter(({ repository }) => repository === own)
  const distances = await readOwnDistances(source, mine)
  const found = new Map(mine.map((pair, index) => [pair, distances[index]]))
  return pairs.map((pair) => pair && found.get(pair))
}

async function readOwnDistances(
  { repository, findParts }: SourceClone,
  pairs: readonly SourcePair[],
): Promise<(SourceDistance | undefined)[]> {
  const between = new Map<Oid, GraphCommit>()
  const all = await repository.readDistances(pairs, (commit) => {
    if (!isOfPeople(commit)) return false
    between.set(commit.oid, commit)
    return true
  })
  const counts =
    findParts && between.size > 0 ? await touching(repository, between, await findParts()) : undefined
  const counted = counts
    ? await repository.readDistances(
        pairs.map(({ from, to, service }) => ({ from, to, of: service })),
        counts,
      )
    : all
  return counted.map((distance, index) => distance && { ...distance, isContained: all[index]?.ahead === 0 })
}

/** In a workspace whose config repo is a folder of it, releases are commits beside those of the source. */
function isOfPeople({ trailers }: GraphCommit): boolean {
  return !trailers.includes('Slipway-Action') && !trailers.includes('Slipway-Source')
}
