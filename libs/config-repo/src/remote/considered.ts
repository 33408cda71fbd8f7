import type { Author, Oid, Repository } from '@slipway/git'
import { ConfigRepoError } from '../config-repo-error.ts'
import { assertEnvironmentName } from '../names/name.ts'

/** The newest source commit that a publish looked at, and the digests that it wanted to run then. */
export interface Considered {
  readonly commit: Oid
  /** By service. */
  readonly digests: ReadonlyMap<string, string>
}

/** The ref that holds what was considered last for an environment. Throws `invalid-name`. */
export function consideredRef(environment: string, workspace: string): string {
  assertEnvironmentName(environment)
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(workspace) || /\.\.|\.$|\.lock$/.test(workspace)) {
    throw new ConfigRepoError(
      'invalid-name',
      `Cannot name a workspace "${workspace}": wanted letters, digits, ".", "_" and "-", as in the name of a ref`,
    )
  }
  return `refs/slipway/${environment}/${workspace}`
}

/**
 * Makes what the ref points to: a commit of the empty tree that tells it. Not the source commit itself, as no ref may point to what is not
 * there, and a separate config repo, or one to which the source was not pushed yet, does not have that.
 */
export async function markConsidered(
  scratch: Repository,
  { commit, digests }: Considered,
  author?: Author,
): Promise<Oid> {
  const tree = await scratch.writeTree(undefined, new Map())
  const lines = [...digests].toSorted().map(([service, digest]) => `${digestKey}: ${service} ${digest}`)
  const message = [title, [`${key}: ${commit}`, ...lines].join('\n')].join('\n\n')
  return scratch.commitTree({ tree, parents: [], message, author })
}

/** What a ref made by `markConsidered` tells; one that points to any other commit tells of that. */
export async function readConsidered(scratch: Repository, oid: Oid): Promise<Considered> {
  const { message, parents } = await scratch.readCommit(oid)
  const commit = marker.exec(message)?.[1]
  if (commit === undefined || parents.length > 0) return { commit: oid, digests: new Map() }
  const digests = [...message.matchAll(digestLine)].map(
    ([, service = '', digest = '']) => [service, digest] as const,
  )
  return { commit, digests: new Map(digests) }
}

const title = 'Newest source commit considered'
const key = 'Slipway-Considered'
const digestKey = 'Slipway-Digest'
const marker = new RegExp(`^${title}\n\n${key}: ([0-9a-f]{40}|[0-9a-f]{64})$`, 'm')
const digestLine = new RegExp(`^${digestKey}: (\\S+) (sha256:[0-9a-f]{64})$`, 'gm')
