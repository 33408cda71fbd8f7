import { GitError } from '../git-error.ts'
import type { Oid } from '../oid.ts'
import type { GitContext } from '../run/run-git.ts'
import { isShallow } from './ancestry.ts'
import type { Commit } from './commit.ts'
import { readCommits } from './commit.ts'
import { readGraph, type GraphCommit } from './graph.ts'

/** From one commit to another. */
export interface CommitPair {
  readonly from: Oid
  readonly to: Oid
  /** What the commits between are counted for, where that makes a difference to `counts`. */
  readonly of?: string | undefined
}

/** Whether a commit between the two counts for a pair. */
export type CountsCommit = (commit: GraphCommit, pair: CommitPair) => boolean

/** How far apart two commits are: the commits that `to` has and `from` lacks, the reverse, and the time between them in seconds. */
export interface Distance {
  readonly behind: number
  readonly ahead: number
  readonly seconds: number
}

/**
 * How far apart commits are, in the order of the pairs; `undefined` where the clone cannot tell, as it lacks a commit or is shallow. One
 * reading of the history for all pairs. `counts` may leave commits out of the numbers.
 */
export async function readDistances(
  context: GitContext,
  pairs: readonly CommitPair[],
  counts: CountsCommit = () => true,
): Promise<(Distance | undefined)[]> {
  const wanted = [...new Set(pairs.flatMap(({ from, to }) => [from, to]))]
  if (wanted.length === 0 || (await isShallow(context))) return pairs.map(() => undefined)
  const here = await knownOf(context, wanted)
  const reached = findReached(await readGraph(context, [...here.keys()]), [...here.keys()])
  const known = new Map<string, Distance>()
  return pairs.map((pair) => {
    const { from, to, of = '' } = pair
    const key = `${from} ${to} ${of}`
    const mayCount = (commit: GraphCommit) => counts(commit, pair)
    const [old, next] = [here.get(from), here.get(to)]
    if (!old || !next) return undefined
    const found = known.get(key) ?? {
      behind: reached.count(to, from, mayCount),
      ahead: reached.count(from, to, mayCount),
      seconds: next.committer.time - old.committer.time,
    }
    known.set(key, found)
    return found
  })
}

/** The commits that are here, each asked for in one process, or one by one when some are not. */
async function knownOf(context: GitContext, oids: readonly Oid[]): Promise<Map<Oid, Commit>> {
  try {
    const commits = await readCommits(context, oids)
    return new Map(commits.map((commit, index) => [oids[index] ?? '', commit]))
  } catch (error) {
    if (!(error instanceof GitError) || error.code !== 'missing-object') throw error
  }
  const half = Math.ceil(oids.length / 2)
  if (oids.length <= 1) return new Map()
  return new Map([
    ...(await knownOf(context, oids.slice(0, half))),
    ...(await knownOf(context, oids.slice(half))),
  ])
}

interface Reached {
  /** How many commits one reaches and the other does not. */
  count(by: Oid, notBy: Oid, counts: (commit: GraphCommit) => boolean): number
}

/** For each commit of a graph, which of some commits reach it: a bit for each, handed down from children to parents. */
function findReached(graph: readonly GraphCommit[], from: readonly Oid[]): Reached {
  const words = Math.ceil(from.length / 32)
  const place = new Map(graph.map(({ oid }, index) => [oid, index]))
  const bit = new Map(from.map((oid, index) => [oid, index]))
  const masks = new Uint32Array(graph.length * words)
  for (const [index, { oid, parents }] of graph.entries()) {
    const own = bit.get(oid)
    if (own !== undefined) masks[index * words + (own >>> 5)]! |= 1 << (own & 31)
    for (const parent of parents) {
      const at = place.get(parent)
      if (at === undefined) continue
      for (let word = 0; word < words; word += 1)
        masks[at * words + word]! |= masks[index * words + word] ?? 0
    }
  }
  const has = (index: number, at: number) => ((masks[index * words + (at >>> 5)] ?? 0) >>> (at & 31)) & 1
  return {
    count(by, notBy, counts) {
      const [one, other] = [bit.get(by) ?? 0, bit.get(notBy) ?? 0]
      let found = 0
      for (const [index, commit] of graph.entries())
        if (has(index, one) === 1 && has(index, other) === 0 && counts(commit)) found += 1
      return found
    },
  }
}
