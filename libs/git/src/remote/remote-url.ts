import { runGit, type GitContext } from '../run/run-git.ts'

/** The URL of a remote as it is configured, before `insteadOf`, or `undefined`. */
export async function remoteUrl(context: GitContext, name: string): Promise<string | undefined> {
  const { stdout, exitCode } = await runGit(context, ['config', '--get', `remote.${name}.url`], {
    purpose: `read the URL of the remote "${name}"`,
    answers: [0, 1],
  })
  return exitCode === 0 ? stdout.toString('utf8').replace(/\n$/, '') : undefined
}
