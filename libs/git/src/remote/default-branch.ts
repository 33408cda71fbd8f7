import { runGit, type GitContext } from '../run/run-git.ts'

/** What `origin/HEAD` pointed to when the repository was cloned; `main` where a clone does not say, as those of pipelines. */
export async function defaultBranch(context: GitContext): Promise<string> {
  const args = ['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']
  const { stdout, exitCode } = await runGit(context, args, {
    purpose: 'find the default branch of "origin"',
    answers: [0, 1, 128],
  })
  const name = stdout.toString('utf8').trim()
  return exitCode === 0 && name.startsWith('origin/') ? name.slice('origin/'.length) : 'main'
}
