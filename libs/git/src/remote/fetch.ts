import { GitError } from '../git-error.ts'
import { listObjects } from '../object/list-objects.ts'
import { storeOf } from '../object/object-store.ts'
import type { Oid } from '../oid.ts'
import { runGit, type GitContext } from '../run/run-git.ts'
import { remoteAccess, remoteName } from '../access/remote-access.ts'

/** How much to fetch; everything when left out. */
export interface FetchOptions {
  /** Commits of history. */
  readonly depth?: number
  /** Leaves out the contents of files (`blob:none`), where the server can do that. */
  readonly filter?: 'blob:none'
  /** Removes the local refs of a wildcard refspec that are gone at the URL. */
  readonly prune?: boolean
}

/**
 * Fetches refspecs (`+refs/heads/main:refs/tip`) or ids of objects from a URL. A server that knows no filter sends
 * everything, one that knows no depth the whole history. No tags, no FETCH_HEAD.
 */
export async function fetch(
  context: GitContext,
  url: string,
  refspecs: readonly string[],
  options: FetchOptions = {},
): Promise<void> {
  try {
    const fetching = () => runFetch(context, url, refspecs, options)
    await (options.filter === undefined ? fetching() : forgettingRemote(context, fetching))
  } catch (error) {
    const limited = options.depth !== undefined || options.filter !== undefined
    if (!limited || !(error instanceof GitError) || !cannotLimit.test(error.stderr)) throw error
    await runFetch(context, url, refspecs, options.prune ? { prune: true } : {})
  }
}

/**
 * Fetches single objects by their ids, in one round trip, and nothing that they refer to: the contents that a partial
 * clone left out. Those that are here cost nothing.
 */
export async function fetchObjects(context: GitContext, url: string, oids: readonly Oid[]): Promise<void> {
  const here = await listObjects(context)
  const missing = oids.filter((oid) => !here.has(oid))
  if (missing.length === 0) return
  const access = remoteAccess(url)
  const args = [...fetchCommand, '--filter=blob:none', '--stdin', '--end-of-options', remoteName]
  const command = {
    purpose: `fetch ${missing.length} objects from "${url}"`,
    input: missing.map((oid) => `${oid}\n`).join(''),
    ...access,
    // The server is not asked what it has in common: it would send what hangs on the objects.
    config: { ...access.config, 'fetch.negotiationAlgorithm': 'noop' },
  }
  await forgettingRemote(context, () => runGit(context, args, command))
}

/** Fetches all that refs have, as if nothing of it were here. */
export async function fetchWhole(
  context: GitContext,
  url: string,
  refspecs: readonly string[],
): Promise<void> {
  await runFetch(context, url, refspecs, { refetch: true })
}

/**
 * A fetch that leaves something out notes where the rest is, and from then on Git fetches by itself what is not here, object by object, from a
 * remote whose URL nobody wrote down. A repository of ours is told what to fetch. It does so also when the fetch failed; the one that Git then
 * starts for a missing object finds the same missing, and starts another one, without an end.
 */
async function forgettingRemote(context: GitContext, fetching: () => Promise<unknown>): Promise<void> {
  try {
    await fetching()
  } catch (error) {
    await forgetRemote(context).catch(() => undefined)
    throw error
  }
  await forgetRemote(context)
}

async function forgetRemote(context: GitContext): Promise<void> {
  if (!storeOf(context).folders.ours) return
  await runGit(context, ['config', '--local', '--remove-section', `remote.${remoteName}`], {
    purpose: 'forget the remote',
    answers: [0, 128],
  })
}

/** The ids and names of refs at a URL, those that match a pattern when there are any. */
export async function listRemote(
  context: GitContext,
  url: string,
  patterns: readonly string[] = [],
): Promise<Map<string, Oid>> {
  const { stdout } = await runGit(
    context,
    ['ls-remote', '--quiet', '--refs', '--end-of-options', remoteName, ...patterns],
    { purpose: `list the refs of "${url}"`, ...remoteAccess(url) },
  )
  const lines = stdout.toString('utf8').split('\n').filter(Boolean)
  return new Map(
    lines.map((line) => {
      const [oid = '', ref = ''] = line.split('\t')
      return [ref, oid]
    }),
  )
}

const cannotLimit = /does not support (shallow|filter|--depth)|dumb http transport/

const fetchCommand = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-auto-maintenance',
  '--recurse-submodules=no',
]

async function runFetch(
  context: GitContext,
  url: string,
  refspecs: readonly string[],
  { depth, filter, prune, refetch }: FetchOptions & { refetch?: boolean },
): Promise<void> {
  const limits = [
    ...(depth === undefined ? [] : [`--depth=${depth}`]),
    ...(filter === undefined ? [] : [`--filter=${filter}`]),
    ...(prune ? ['--prune'] : []),
    ...(refetch ? ['--refetch'] : []),
  ]
  await runGit(context, [...fetchCommand, ...limits, '--end-of-options', remoteName, ...refspecs], {
    purpose: `fetch from "${url}"`,
    ...remoteAccess(url),
  })
}
