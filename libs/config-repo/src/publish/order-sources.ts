import { GitError, withoutCredentials, type Oid, type Repository } from '@slipway/git'
import { ConfigRepoError } from '../config-repo-error.ts'
import { bringCommit } from '../remote/bring-commit.ts'
import type { SourceOrder } from './facts.ts'

/**
 * How a source commit stands to the one considered last. A commit that this clone does not have, as another job built
 * it, is fetched from `url` first. Throws `unknown-source`, and `shallow` when the clone hides the answer.
 */
export async function orderSources(
  repository: Repository,
  source: Oid,
  considered: Oid | null,
  url: string | undefined,
): Promise<SourceOrder> {
  if (considered === null) return 'first'
  if (considered === source) return 'same'
  if (await isAncestorHere(repository, considered, source)) return 'newer'
  if (!(await bringCommit(repository, url, considered))) await failUnknown(repository, source, considered)
  if (await repository.isAncestor(considered, source)) return 'newer'
  if (await repository.isAncestor(source, considered)) return 'older'
  return (await repository.isRelated(source, considered)) ? 'diverged' : 'unrelated'
}

/** Whether this clone says so by itself, as it does of nearly every publish. */
async function isAncestorHere(repository: Repository, ancestor: Oid, descendant: Oid): Promise<boolean> {
  try {
    return await repository.isAncestor(ancestor, descendant)
  } catch (error) {
    if (!(error instanceof GitError) || !['shallow', 'unknown-revision'].includes(error.code)) throw error
    return false
  }
}

/** A shallow clone is the usual reason, and `isAncestor` says so. */
async function failUnknown(repository: Repository, source: Oid, considered: Oid): Promise<never> {
  try {
    await repository.isAncestor(considered, source)
  } catch (error) {
    if (!(error instanceof GitError) || error.code !== 'unknown-revision') throw error
  }
  const where = withoutCredentials(repository.directory)
  throw new ConfigRepoError(
    'unknown-source',
    `Cannot tell whether "${source}" comes after "${considered}", which was considered last: "${where}" does not have that commit`,
  )
}
