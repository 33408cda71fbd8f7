import type { GraphCommit, Oid } from '@slipway/git'

/** A commit that the branch once pointed to, or passed in a push of several. */
export interface TrunkStep {
  readonly commit: Oid
  /** Where the branch was before; `undefined` at its first commit. */
  readonly before: Oid | undefined
  /** When it was committed, in seconds since 1970. */
  readonly time: number
  /** The commits that came with a merge, the newest first. Merges are not among them. */
  readonly merged: readonly GraphCommit[]
}

/**
 * The way of a branch, the newest first, from its history (each commit before its parents). A merge stands for the moment at which what was
 * merged began to count.
 */
export function findTrunk(graph: readonly GraphCommit[], branch: string): TrunkStep[] {
  const commits = new Map(graph.map((commit) => [commit.oid, commit]))
  const order = new Map(graph.map(({ oid }, index) => [oid, index]))
  const trunk: GraphCommit[] = []
  for (let at = graph[0]; at !== undefined; at = commits.get(parentOnTrunk(at, branch) ?? '')) trunk.push(at)
  const taken = new Set(trunk.map(({ oid }) => oid))
  const merged = new Map<Oid, GraphCommit[]>()
  // The oldest merge first: a commit came with the first one that brought it.
  for (const step of trunk.toReversed()) {
    const brought = step.parents.length > 1 ? takeSide(step, commits, taken) : []
    brought.sort((a, b) => (order.get(a.oid) ?? 0) - (order.get(b.oid) ?? 0))
    merged.set(
      step.oid,
      brought.filter(({ parents }) => parents.length < 2),
    )
  }
  return trunk.map((step) => ({
    commit: step.oid,
    before: parentOnTrunk(step, branch),
    time: step.time,
    merged: merged.get(step.oid) ?? [],
  }))
}

/**
 * Where the branch was before a commit: at its first parent, but at the second when `git pull` merged the branch into what somebody had
 * committed meanwhile. Only the message tells the two apart: https://git-scm.com/docs/git-fmt-merge-msg
 */
function parentOnTrunk({ parents, subject }: GraphCommit, branch: string): Oid | undefined {
  const name = branch.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const pulled = new RegExp(`^Merge (remote-tracking )?branch '([^'/]+/)?${name}'( of .+| into .+)?$`)
  return parents.length === 2 && pulled.test(subject) ? parents[1] : parents[0]
}

function takeSide(
  merge: GraphCommit,
  commits: ReadonlyMap<Oid, GraphCommit>,
  taken: Set<Oid>,
): GraphCommit[] {
  const side: GraphCommit[] = []
  const open = [...merge.parents]
  for (let oid = open.pop(); oid !== undefined; oid = open.pop()) {
    const commit = commits.get(oid)
    if (commit === undefined || taken.has(oid)) continue
    taken.add(oid)
    side.push(commit)
    open.push(...commit.parents)
  }
  return side
}
