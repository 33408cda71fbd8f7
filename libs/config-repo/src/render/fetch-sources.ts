import { isOid, type Repository } from '@slipway/git'
import { ConfigRepoError } from '../config-repo-error.ts'
import { gitSource, type FileSource } from './file-source.ts'
import { reportGitFailures } from '../remote/git-failure.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import { withScratch, type ScratchOptions } from '../remote/scratch.ts'

/** Gives the files of a commit; the newest one of the config repo's branch when none is named. */
export type FetchSource = (revision?: string) => Promise<FileSource>

/**
 * Lets `action` read commits of a config repo that no clone here has, by branch, tag or id. Contents of files are fetched when they are
 * read. Throws `no-branch` for a revision that is not there.
 */
export async function fetchSources<T>(
  location: ConfigRepoLocation,
  options: ScratchOptions,
  action: (fetchSource: FetchSource) => Promise<T>,
): Promise<T> {
  return reportGitFailures(() =>
    withScratch(location, options, (scratch) =>
      action((revision = location.branch) => fetchSource(scratch, location, revision)),
    ),
  )
}

async function fetchSource(
  scratch: Repository,
  location: ConfigRepoLocation,
  revision: string,
): Promise<FileSource> {
  const { url, folder } = location
  const oid = isOid(revision) ? revision : await findRef(scratch, location, revision)
  await scratch.fetch(url, [oid], { depth: 1, filter: 'blob:none' })
  const readBlobs = async (oids: readonly string[]) => {
    return scratch.remote(url).readBlobs(oids)
  }
  return gitSource(scratch, oid, { folder, readBlobs })
}

async function findRef(scratch: Repository, { url }: ConfigRepoLocation, revision: string): Promise<string> {
  const names = [`refs/heads/${revision}`, `refs/tags/${revision}`, revision]
  const refs = await scratch.listRemote(url, names)
  const found = names.map((name) => refs.get(name)).find((oid) => oid !== undefined)
  if (found !== undefined) return found
  throw new ConfigRepoError(
    'no-branch',
    `Cannot find "${revision}" in the config repo: wanted a branch, a tag or the whole id of a commit`,
  )
}
