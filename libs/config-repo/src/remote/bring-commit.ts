import { GitError, type Oid, type Repository } from '@slipway/git'

/** Whether a repository has a commit, which is fetched from `url` when it lacks it. */
export async function bringCommit(
  repository: Repository,
  url: string | undefined,
  commit: Oid,
): Promise<boolean> {
  if (await repository.resolve(commit)) return true
  if (url === undefined) return false
  try {
    await repository.fetch(url, [commit])
  } catch (error) {
    if (!(error instanceof GitError) || error.code !== 'unknown-revision') throw error
  }
  return (await repository.resolve(commit)) !== undefined
}
