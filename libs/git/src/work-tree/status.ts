import { runGit, type GitContext } from '../run/run-git.ts'

/** The paths that differ from the last commit: changed, staged, or untracked and not ignored. A new folder is one path. */
export async function status(context: GitContext): Promise<string[]> {
  const { stdout } = await runGit(
    context,
    ['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=normal'],
    { purpose: 'compare the work tree with the last commit' },
  )
  const records = stdout.toString('utf8').split('\0').filter(Boolean)
  return records.map((record) => record.slice('XY '.length))
}
