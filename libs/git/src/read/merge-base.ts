import { GitError } from '../git-error.ts'
import type { Oid } from '../oid.ts'
import { runGit, type GitContext } from '../run/run-git.ts'

/**
 * The newest commit that two commits have in common, `undefined` when they have none. Throws `shallow` when this clone hides the
 * part of history that would tell.
 */
export async function mergeBase(context: GitContext, one: Oid, other: Oid): Promise<Oid | undefined> {
  const { stdout, exitCode } = await runGit(context, ['merge-base', '--end-of-options', one, other], {
    purpose: `find what "${one}" and "${other}" have in common`,
    answers: [0, 1],
  })
  if (exitCode === 0) return stdout.toString().trim()
  const shallow = await runGit(context, ['rev-parse', '--is-shallow-repository'], {
    purpose: 'find the limits of a shallow clone',
  })
  if (shallow.stdout.toString().trim() !== 'true') return undefined
  throw new GitError(
    'shallow',
    `Cannot find what "${one}" and "${other}" have in common: this clone is shallow and hides the history between`,
  )
}
