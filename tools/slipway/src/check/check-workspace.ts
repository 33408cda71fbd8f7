import {
  checkConfigRepo,
  findingKey,
  readCheckFacts,
  readReviews,
  type Finding,
  type ReviewState,
} from '@slipway/config-repo'
import path from 'node:path/posix'
import { resolveCommit, withRevisions, type Revisions } from '../revisions/with-revisions.ts'
import { originUrl } from '../workspace/config-repo.ts'
import { openConfigFiles, type ConfigFiles } from '../workspace/open-config-files.ts'
import { openConfigRepo } from '../workspace/open-config-repo.ts'

/** What to check. */
export interface CheckRequest {
  /** Leaves out what was found there already. */
  readonly base?: string | undefined
  /** The work tree when left out. */
  readonly head?: string | undefined
  /** Asks no other repository, and so looks at no review. */
  readonly offline?: boolean | undefined
  /** A folder for what is fetched of config repos. */
  readonly cache?: string
}

/** Checks the config repo that belongs to a folder; paths of findings are those of the repository that it lies in. */
export async function checkWorkspace(
  cwd: string,
  { base, head, offline = false, cache }: CheckRequest,
): Promise<Finding[]> {
  const opened = await openConfigFiles(cwd)
  const options = cache === undefined ? {} : { cache }
  const reviews = offline ? [] : await findReviews(cwd, opened, { head, ...options })
  const check = async (revisions: Revisions) => {
    const found = await checkAt(revisions, head, reviews)
    if (base === undefined) return found
    const before = new Set((await checkAt(revisions, base, [])).map(findingKey))
    return found.filter((finding) => !before.has(findingKey(finding)))
  }
  return await withRevisions(opened, check, options)
}

async function checkAt(
  revisions: Revisions,
  revision: string | undefined,
  reviews: readonly ReviewState[],
): Promise<Finding[]> {
  const source = await revisions.source(revision)
  const findings = checkConfigRepo(await readCheckFacts(source, { now: new Date(), reviews }))
  return findings.map((finding) => ({ ...finding, file: path.join(source.folder, finding.file) }))
}

/**
 * Reviews are of a repository that others see: without an `origin` there are none. In a workspace whose config repo lies elsewhere, HEAD is
 * no commit of that.
 */
async function findReviews(
  cwd: string,
  { own, place }: ConfigFiles,
  { head, ...options }: { head: string | undefined; cache?: string },
): Promise<ReviewState[]> {
  const isOwn = place.kind === 'here'
  if (isOwn && (await originUrl(own)) === undefined) return []
  const { location } = await openConfigRepo(cwd)
  if (isOwn) {
    const commit = head === undefined ? await own.resolve('HEAD') : await resolveCommit(own, head)
    return await readReviews({ location, own, isOwn, head: commit }, options)
  }
  const remote = head === undefined ? undefined : await own.listRemote(location.url, [`refs/heads/${head}`])
  return await readReviews({ location, own, isOwn, head: remote?.get(`refs/heads/${head}`) }, options)
}
