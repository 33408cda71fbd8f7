import type { Oid } from '../oid.ts'
import { runGit, type GitContext } from '../run/run-git.ts'

/** The id of the commit that a revision names, or `undefined` when it names none that is here. */
export async function resolve(context: GitContext, revision: string): Promise<Oid | undefined> {
  const { stdout, exitCode } = await runGit(
    context,
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
    { purpose: `resolve "${revision}"`, answers: [0, 1, 128] },
  )
  return exitCode === 0 ? stdout.toString().trim() : undefined
}
