import type { Oid } from '../oid.ts'
import { configOf } from '../run/config.ts'
import { runGitText, type GitContext } from '../run/run-git.ts'

/** A commit to be stored. */
export interface NewCommit {
  readonly tree: Oid
  readonly parents: readonly Oid[]
  readonly message: string
  /** Who wrote and who committed it; whom Git is configured to name when left out. */
  readonly author?: Author | undefined
}

/** Whom a commit names. */
export interface Author {
  readonly name: string
  readonly email: string
}

/** Stores a commit, signed when Git is configured to sign, and gives its id. Throws `no-identity`, `signing-failed`. */
export async function commitTree(context: GitContext, commit: NewCommit): Promise<Oid> {
  const parents = commit.parents.flatMap((parent) => ['-p', parent])
  const sign = (await signs(context)) ? ['-S'] : []
  return runGitText(context, ['commit-tree', ...sign, ...parents, '-F', '-', commit.tree], {
    purpose: 'store a commit',
    input: commit.message.endsWith('\n') ? commit.message : `${commit.message}\n`,
    ...(commit.author && { env: identity(commit.author) }),
  })
}

/** `git commit-tree` does not look at `commit.gpgSign` by itself. */
async function signs(context: GitContext): Promise<boolean> {
  const value = (await configOf(context)).get('commit.gpgsign')?.at(-1) ?? 'false'
  return /^(true|yes|on|[1-9]\d*)$/i.test(value)
}

function identity({ name, email }: Author): Record<string, string> {
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  }
}
