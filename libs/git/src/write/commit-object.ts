import type { Oid } from '../oid.ts'
import type { Author } from './commit-tree.ts'

/** Everything that a commit's bytes are made of. */
export interface CommitFacts {
  readonly tree: Oid
  readonly parents: readonly Oid[]
  readonly author: Author
  readonly committer: Author
  readonly message: string
  /** When it is made, in this machine's time zone. */
  readonly at: Date
}

/** A commit as Git stores it, in UTF-8: <https://git-scm.com/docs/gitformat-signature>, <https://git-scm.com/docs/git-commit-tree>. */
export function commitObject({ tree, parents, author, committer, message, at }: CommitFacts): Buffer {
  const lines = [
    `tree ${tree}`,
    ...[...new Set(parents)].map((parent) => `parent ${parent}`),
    `author ${signature(author, at)}`,
    `committer ${signature(committer, at)}`,
    '',
    message,
  ]
  return Buffer.from(lines.join('\n'))
}

function signature({ name, email }: Author, at: Date): string {
  return `${name} <${email}> ${Math.floor(at.getTime() / 1000)} ${offsetOf(at)}`
}

/** `+0100`; JavaScript counts the minutes the other way round. */
function offsetOf(at: Date): string {
  const minutes = -at.getTimezoneOffset()
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}${String(rest).padStart(2, '0')}`
}
