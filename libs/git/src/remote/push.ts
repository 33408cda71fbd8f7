import { GitError, type GitErrorCode } from '../git-error.ts'
import type { Oid } from '../oid.ts'
import { configOf } from '../run/config.ts'
import { runGit, type GitContext } from '../run/run-git.ts'
import { classify, explain, reasonOf } from '../run/classify.ts'
import { withoutCredentials } from '../run/without-credentials.ts'
import { remoteAccess, remoteName } from '../access/remote-access.ts'

/** One ref to move: to `oid`, provided that it is at `expected` (`undefined`: that there is no such ref). */
export interface RefUpdate {
  readonly ref: string
  readonly oid: Oid
  readonly expected: Oid | undefined
}

/**
 * Moves refs at a URL, all of them or none. Throws `tip-moved` when one of them is not where it was expected (fetch and
 * plan again), `rejected` when the server refuses, with its words in the message.
 */
export async function push(context: GitContext, url: string, updates: readonly RefUpdate[]): Promise<void> {
  if (updates.length === 0) return
  const leases = updates.map(({ ref, expected }) => `--force-with-lease=${ref}:${expected ?? ''}`)
  const refspecs = updates.map(({ ref, oid }) => `${oid}:${ref}`)
  const args = [...pushCommand, ...leases, '--end-of-options', remoteName, ...refspecs]
  const target = await pushUrlOf(context, url)
  const shown = withoutCredentials(target)
  const { stdout, stderr, exitCode } = await runGit(context, args, {
    purpose: `push to "${shown}"`,
    ...remoteAccess(target),
    answers: [0, 1, 128],
    // Of a repository on this machine the other side of the push is a child of ours, and a Git that is killed leaves its locks for ever.
    outlives: isLocal(target),
  })
  if (exitCode === 0) return
  const porcelain = stdout.toString('utf8')
  const facts = { command: args, stderr: withoutCredentials(`${porcelain}${stderr}`), exitCode }
  const refusals = readRefusals(porcelain)
  const code = codeOf(refusals, stderr)
  const words = [...serverWords(stderr), ...new Set(refusals.map(({ reason }) => reason))].join('; ')
  throw new GitError(code, explain(`Cannot push to "${shown}"`, code, words || reasonOf(stderr)), facts)
}

/** Where Git would push what it fetches from a URL: people fetch over HTTPS, which asks nobody, and push over ssh. */
async function pushUrlOf(context: GitContext, url: string): Promise<string> {
  const config = await configOf(context)
  const [other, ...more] = config.get('remote.origin.pushurl') ?? []
  const isOrigin = config.get('remote.origin.url')?.at(-1) === url
  // A relative path is one from the work tree, which is not known here, and several are pushed to one after the other.
  return isOrigin && other !== undefined && more.length === 0 && !other.startsWith('.') ? other : url
}

/** A path, or a URL of one; `host:path` is no path. */
function isLocal(url: string): boolean {
  return /^file:\/\//i.test(url) || !/^[^/]*:/.test(url)
}

function codeOf(refusals: readonly Refusal[], stderr: string): GitErrorCode {
  if (refusals.length === 0 || mayNotWrite.test(stderr)) return classify(stderr)
  if (refusals.some(({ reason }) => /hook declined/.test(reason))) return 'rejected'
  // In an atomic push the server names the ref that it could not lock only among its messages.
  const said = refusals.map(({ reason }) => reason).join('\n')
  return hasMoved.test(`${said}\n${stderr}`) ? 'tip-moved' : 'rejected'
}

const pushCommand = [
  'push',
  '--porcelain',
  '--atomic',
  '--no-verify',
  '--no-follow-tags',
  '--recurse-submodules=no',
]

/** Our lease did not hold, or another push took the lock or moved the ref between the server's look and its write. */
const hasMoved =
  /stale info|fetch first|non-fast-forward|cannot lock ref|failed to update ref|reference already exists|incorrect old value/

const mayNotWrite = /remote unpack failed|Permission denied|Read-only file system/

interface Refusal {
  ref: string
  reason: string
}

/** Lines of `git push --porcelain`: `!<tab><from>:<to><tab>[remote rejected] (<reason>)`. */
function readRefusals(porcelain: string): Refusal[] {
  const lines = porcelain.split('\n').filter((line) => line.startsWith('!\t'))
  const refusals = lines.map((line) => {
    const [, refs = '', summary = ''] = line.split('\t')
    return { ref: refs.slice(refs.indexOf(':') + 1), reason: /\((.*)\)$/.exec(summary)?.[1] ?? summary }
  })
  // The others fell with the one that was refused.
  const causes = refusals.filter(({ reason }) => !/atomic (push|transaction) failed/.test(reason))
  return causes.length > 0 ? causes : refusals
}

function serverWords(stderr: string): string[] {
  const lines = stderr.split('\n').map((line) => line.trim())
  return lines.filter((line) => /^remote: +\S/.test(line)).map((line) => line.replace(/^remote: +/, ''))
}
