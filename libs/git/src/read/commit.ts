import type { Oid } from '../oid.ts'
import { runGitText, type GitContext } from '../run/run-git.ts'

/** A commit as it is stored. */
export interface Commit {
  readonly tree: Oid
  readonly parents: readonly Oid[]
  readonly message: string
}

/** Reads one commit by its id. */
export async function readCommit(context: GitContext, commit: Oid): Promise<Commit> {
  const text = await runGitText(context, ['cat-file', 'commit', commit], {
    purpose: `read the commit "${commit}"`,
  })
  const end = text.indexOf('\n\n')
  const headers = text.slice(0, end).split('\n')
  const valuesOf = (name: string) =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1))
  return { tree: valuesOf('tree')[0] ?? '', parents: valuesOf('parent'), message: text.slice(end + 2) }
}
