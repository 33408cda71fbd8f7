import type { Oid } from '../oid.ts'
import { runGit, type GitContext } from '../run/run-git.ts'

/** A commit among others: what came before it, and a little of its message. */
export interface GraphCommit {
  readonly oid: Oid
  readonly parents: readonly Oid[]
  /** When it was committed, in seconds since 1970. */
  readonly time: number
  readonly subject: string
  /** The keys of the trailers of its message. */
  readonly trailers: readonly string[]
}

/**
 * The history of commits, each before its parents. One process, however long it is. Commits that `without` reaches are left out. Throws
 * `missing-object`.
 */
export async function readGraph(
  context: GitContext,
  commits: readonly Oid[],
  without: readonly Oid[] = [],
): Promise<GraphCommit[]> {
  // Without any, Git would begin at HEAD.
  if (commits.length === 0) return []
  const { stdout } = await runGit(
    context,
    [
      'log',
      '--topo-order',
      '-z',
      '--no-show-signature',
      '--format=%H %P%n%ct%n%(trailers:keyonly,separator=%x2C)%n%s',
      '--stdin',
      '--',
    ],
    {
      purpose: 'read the history',
      input: [...commits, ...without.map((oid) => `^${oid}`)].map((line) => `${line}\n`).join(''),
    },
  )
  return stdout.toString('utf8').split('\0').filter(Boolean).map(parseRecord)
}

function parseRecord(record: string): GraphCommit {
  const [ids = '', time = '', trailers = '', ...subject] = record.split('\n')
  const [oid = '', ...parents] = ids.split(' ').filter(Boolean)
  const keys = trailers.split(',').filter(Boolean)
  return { oid, parents, time: Number(time), subject: subject.join('\n'), trailers: keys }
}
