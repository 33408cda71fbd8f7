import { storeOf } from '../object/object-store.ts'
import type { Oid } from '../oid.ts'
import { configOf } from '../run/config.ts'
import { runGitText, type GitContext } from '../run/run-git.ts'
import { commitObject } from './commit-object.ts'
import { identityOf } from './identity.ts'

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
  const message = commit.message.endsWith('\n') ? commit.message : `${commit.message}\n`
  const isSigned = await isYes(context, 'commit.gpgsign')
  const people = isSigned ? undefined : await identityOf(context, commit.author)
  // Git's own command where it has more to do than to write down what it is given.
  if (!people || !(await isUsual(context, message))) return askGit(context, { ...commit, message }, isSigned)
  const content = commitObject({ ...commit, ...people, message, at: new Date() })
  return storeOf(context).write('commit', content)
}

async function isUsual(context: GitContext, message: string): Promise<boolean> {
  const encoding = (await configOf(context)).get('i18n.commitencoding')?.at(-1) ?? 'utf-8'
  return /^utf-?8$/i.test(encoding) && message.isWellFormed() && !message.includes('\0')
}

function askGit(
  context: GitContext,
  { tree, parents, message, author }: NewCommit,
  sign: boolean,
): Promise<Oid> {
  const args = [...(sign ? ['-S'] : []), ...parents.flatMap((parent) => ['-p', parent])]
  return runGitText(context, ['commit-tree', ...args, '-F', '-', tree], {
    purpose: 'store a commit',
    input: message,
    ...(author && { env: identity(author) }),
  })
}

/** `git commit-tree` does not look at `commit.gpgSign` by itself. */
async function isYes(context: GitContext, key: string): Promise<boolean> {
  const value = (await configOf(context)).get(key)?.at(-1) ?? 'false'
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
