import { GitError, type Oid, type Repository } from '@slipway/git'
import { ConfigRepoError } from '../config-repo-error.ts'
import { pathInRepository, type ConfigRepoLocation } from './location.ts'

/** A commit of a config repo, as a rule the newest, readable by path; paths are relative to the config repo's folder. */
export interface Tip {
  readonly commit: Oid
  /** The files in these folders (`''` is everything), in order. */
  list(folders: readonly string[]): Promise<string[]>
  /** The texts of files; one that is not there is left out. */
  read(paths: readonly string[]): Promise<Map<string, string>>
}

/**
 * Fetches the newest commit without its history and, where the server can do that, without the contents of its files:
 * those are fetched when they are read. `refspecs` come in the same round trip. Throws `no-branch`.
 */
export async function fetchTip(
  scratch: Repository,
  location: ConfigRepoLocation,
  refspecs: readonly string[] = [],
): Promise<Tip> {
  const branch = `+refs/heads/${location.branch}:${tipRef}`
  try {
    await scratch.fetch(location.url, [branch, ...refspecs], { depth: 1, filter: 'blob:none', prune: true })
  } catch (error) {
    if (!(error instanceof GitError) || !/couldn't find remote ref refs\/heads/.test(error.stderr))
      throw error
    throw new ConfigRepoError('no-branch', `Cannot find the branch "${location.branch}" of the config repo`, {
      cause: error,
    })
  }
  const commit = (await scratch.resolve(tipRef)) ?? ''
  return openCommit(scratch, location, commit)
}

/** Any other commit that a repository has, to be read as the newest one is. */
export function openCommit(scratch: Repository, location: ConfigRepoLocation, commit: Oid): Tip {
  return { commit, ...readerOf(scratch, location, commit) }
}

const tipRef = 'refs/fetched/tip'

function readerOf(
  scratch: Repository,
  location: ConfigRepoLocation,
  commit: Oid,
): Pick<Tip, 'list' | 'read'> {
  const prefix = pathInRepository(location, '')
  const list = async (folders: readonly string[]) => {
    const wanted = folders.map((folder) => pathInRepository(location, folder).replace(/\/$/, ''))
    const entries = await scratch.listTree(commit, wanted.includes('') ? [] : wanted)
    return entries.filter(({ type }) => type === 'blob')
  }
  return {
    list: async (folders) => (await list(folders)).map(({ path }) => path.slice(prefix.length)),
    async read(paths) {
      // No path at all would be everything to Git.
      if (paths.length === 0) return new Map()
      const found = await list(paths)
      await scratch.fetchObjects(
        location.url,
        found.map(({ oid }) => oid),
      )
      const contents = await scratch.readFiles(
        commit,
        found.map(({ path }) => path),
      )
      return new Map([...contents].map(([path, text]) => [path.slice(prefix.length), text.toString('utf8')]))
    },
  }
}
