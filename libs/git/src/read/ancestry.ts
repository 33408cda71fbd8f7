import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { GitError } from '../git-error.ts'
import type { Oid } from '../oid.ts'
import { runGit, runGitText, type GitContext } from '../run/run-git.ts'
import { resolve } from './resolve.ts'

/**
 * Whether `ancestor` can be reached from `descendant` (a commit reaches itself). Throws `shallow` when the part of
 * history that would tell is not here, `unknown-revision` when one of them is not here and no history is hidden.
 */
export async function isAncestor(
  context: GitContext,
  ancestor: string,
  descendant: string,
): Promise<boolean> {
  // The usual answer, by one call; whether one of them is not here is asked when it is none.
  if (await reaches(context, ancestor, descendant, [0, 1, 128])) return true
  const [a, d] = [await known(context, ancestor), await known(context, descendant)]
  // History has no circles: the other way round is a sure no, however much of it is hidden.
  if (await reaches(context, d, a)) return false
  await assertWhole(context, d, `whether "${ancestor}" is an ancestor of "${descendant}"`)
  return false
}

/** Whether two commits have any commit in common. Throws as `isAncestor` does. */
export async function isRelated(context: GitContext, one: string, other: string): Promise<boolean> {
  const [a, b] = [await known(context, one), await known(context, other)]
  const { exitCode } = await runGit(context, ['merge-base', a, b], {
    purpose: `compare "${one}" with "${other}"`,
    answers: [0, 1],
  })
  if (exitCode === 0) return true
  await assertWhole(context, a, `whether "${one}" and "${other}" are related`)
  await assertWhole(context, b, `whether "${one}" and "${other}" are related`)
  return false
}

/** Whether a part of the history is not here. */
export async function isShallow(context: GitContext): Promise<boolean> {
  return (await shallowCommits(context)).length > 0
}

async function reaches(
  context: GitContext,
  ancestor: string,
  descendant: string,
  answers: readonly number[] = [0, 1],
): Promise<boolean> {
  const args = ['merge-base', '--is-ancestor', '--end-of-options', ancestor, descendant]
  const { exitCode } = await runGit(context, args, {
    purpose: `compare "${ancestor}" with "${descendant}"`,
    answers,
  })
  return exitCode === 0
}

async function known(context: GitContext, revision: string): Promise<Oid> {
  const oid = await resolve(context, revision)
  if (oid) return oid
  const hidden = (await shallowCommits(context)).length > 0
  throw hidden
    ? new GitError('shallow', `Cannot find the commit "${revision}": this clone is shallow`)
    : new GitError('unknown-revision', `Cannot find the commit "${revision}" in "${context.directory}"`)
}

/** Throws `shallow` when the history of a commit ends where a shallow clone was cut. */
async function assertWhole(context: GitContext, commit: Oid, question: string): Promise<void> {
  const cut = new Set(await shallowCommits(context))
  if (cut.size === 0) return
  const history = await runGitText(context, ['rev-list', commit, '--'], {
    purpose: `list the history of "${commit}"`,
  })
  if (!history.split('\n').some((oid) => cut.has(oid))) return
  throw new GitError(
    'shallow',
    `Cannot tell ${question}: this clone is shallow and hides the history between`,
  )
}

/** The commits whose parents a shallow clone left out. */
async function shallowCommits(context: GitContext): Promise<Oid[]> {
  const name = await runGitText(context, ['rev-parse', '--git-path', 'shallow'], {
    purpose: 'find the limits of a shallow clone',
  })
  const text = await readFile(path.resolve(context.directory, name), 'utf8').catch(missingFile)
  return text.split('\n').filter((line) => line !== '')
}

function missingFile(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return ''
  throw error
}
