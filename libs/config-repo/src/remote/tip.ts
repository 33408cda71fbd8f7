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

/** The newest commit, and the ids of the refs that were fetched with it, by their local names. */
export interface FetchedTip extends Tip {
  readonly refs: ReadonlyMap<string, Oid>
}

/**
 * Fetches the newest commit without its history and its files: folders and files are fetched when they are read, and only those.
 * The commits of `refspecs` come in the same round trip. Throws `no-branch`.
 */
export async function fetchTip(
  scratch: Repository,
  location: ConfigRepoLocation,
  refspecs: readonly string[] = [],
): Promise<FetchedTip> {
  const branch = `+refs/heads/${location.branch}:${tipRef}`
  const refs = await scratch
    .remote(location.url)
    .fetchTips([branch, ...refspecs])
    .catch((cause: unknown) => {
      if (!(cause instanceof GitError) || !/couldn't find remote ref refs\/heads/.test(cause.stderr))
        throw cause
      const message = `Cannot find the branch "${location.branch}" of the config repo`
      throw new ConfigRepoError('no-branch', message, { cause })
    })
  return { ...openCommit(scratch, location, refs.get(tipRef) ?? ''), refs }
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
  const remote = scratch.remote(location.url)
  const prefix = pathInRepository(location, '')
  const placed = (paths: readonly string[]) => paths.map((path) => pathInRepository(location, path))
  return {
    async list(folders) {
      const files = await remote.listFiles(commit, placed(folders))
      return files.map(({ path }) => path.slice(prefix.length))
    },
    async read(paths) {
      const contents = await remote.readFiles(commit, placed(paths))
      return new Map([...contents].map(([path, text]) => [path.slice(prefix.length), text.toString('utf8')]))
    },
  }
}
