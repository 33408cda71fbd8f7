import {
  GitError,
  withoutCredentials,
  type Distance,
  type GraphCommit,
  type Oid,
  type Repository,
} from '@slipway/git'
import { bringCommit } from '../remote/bring-commit.ts'

/** A clone of the source, and where it came from. */
export interface SourceClone {
  readonly repository: Repository
  readonly url?: string | undefined
}

/** Two source commits to compare, and the repository that they are of. */
export interface SourcePair {
  readonly repository: string
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

/** How far apart source commits are, in the order of the pairs; `undefined` where the clone cannot tell. */
export async function readSourceDistances(
  source: SourceClone | undefined,
  pairs: readonly (SourcePair | undefined)[],
): Promise<(Distance | undefined)[]> {
  if (!source) return pairs.map(() => undefined)
  const own = withoutCredentials(source.url ?? '')
  const mine = pairs.filter((pair) => pair !== undefined).filter(({ repository }) => repository === own)
  const distances = await source.repository.readDistances(mine, isOfPeople)
  const found = new Map(mine.map((pair, index) => [pair, distances[index]]))
  return pairs.map((pair) => pair && found.get(pair))
}

/** In a workspace whose config repo is a folder of it, releases are commits beside those of the source. */
function isOfPeople({ trailers }: GraphCommit): boolean {
  return !trailers.includes('Slipway-Action') && !trailers.includes('Slipway-Source')
}
