import { GitError } from '../git-error.ts'
import type { Oid } from '../oid.ts'
import type { GitContext } from '../run/run-git.ts'
import { readObjects } from './objects.ts'

/** A commit as it is stored. */
export interface Commit {
  readonly tree: Oid
  readonly parents: readonly Oid[]
  readonly message: string
  readonly author: Signature
  readonly committer: Signature
}

/** Who did something, and when, in seconds since 1970. */
export interface Signature {
  readonly name: string
  readonly email: string
  readonly time: number
}

/** Reads one commit by its id. Throws `missing-object`. */
export async function readCommit(context: GitContext, commit: Oid): Promise<Commit> {
  const [read] = await readCommits(context, [commit])
  return read ?? failMissing(commit)
}

/** Reads commits by their ids, in their order; one process for all. Throws `missing-object`. */
export async function readCommits(context: GitContext, commits: readonly Oid[]): Promise<Commit[]> {
  const contents = await readObjects(context, commits)
  return contents.map((content, index) => parseCommit(content ?? failMissing(commits[index] ?? '')))
}

/** Reads what a commit is stored as. */
export function parseCommit(content: Buffer): Commit {
  const text = content.toString('utf8')
  const end = text.indexOf('\n\n')
  const headers = text.slice(0, end).split('\n')
  const valuesOf = (name: string) =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1))
  return {
    tree: valuesOf('tree')[0] ?? '',
    parents: valuesOf('parent'),
    message: text.slice(end + 2),
    author: parseSignature(valuesOf('author')[0] ?? ''),
    committer: parseSignature(valuesOf('committer')[0] ?? ''),
  }
}

/** `<name> <<email>> <seconds> <offset>`; what does not look so tells nothing, as Git stores what it is given. */
function parseSignature(line: string): Signature {
  const [, name = '', email = '', time = '0'] = /^(.*?) ?<([^>]*)> (\d+)/.exec(line) ?? []
  return { name, email, time: Number(time) }
}

function failMissing(oid: Oid): never {
  throw new GitError('missing-object', `Cannot read the commit "${oid}": it is not here`)
}
