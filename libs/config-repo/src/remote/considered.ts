import type { Author, Oid, Repository } from '@slipway/git'
import { ConfigRepoError } from '../config-repo-error.ts'
import { assertEnvironmentName } from '../names/name.ts'

/** The newest source commit that a publish looked at, the digests that it wanted to run then, and what it left reverted. */
export interface Considered {
  readonly commit: Oid
  /** By service. */
  readonly digests: ReadonlyMap<string, string>
  /** Services that it left as a revert had left them: the same publish again is nothing new to them. */
  readonly kept: readonly string[]
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
  { commit, digests, kept }: Considered,
  author?: Author,
): Promise<Oid> {
  const tree = await scratch.writeTree(undefined, new Map())
  const lines = [...digests].toSorted().map(([service, digest]) => `${digestKey}: ${service} ${digest}`)
  const left = kept.toSorted().map((service) => `${keptKey}: ${service}`)
  const message = [title, [`${key}: ${commit}`, ...lines, ...left].join('\n')].join('\n\n')
  return scratch.commitTree({ tree, parents: [], message, author })
}

/** What a ref made by `markConsidered` tells; one that points to any other commit tells of that. */
export async function readConsidered(scratch: Repository, oid: Oid): Promise<Considered> {
  const { message, parents } = await scratch.readCommit(oid)
  const commit = marker.exec(message)?.[1]
  if (commit === undefined || parents.length > 0) return { commit: oid, digests: new Map(), kept: [] }
  const digests = [...message.matchAll(digestLine)].map(
    ([, service = '', digest = '']) => [service, digest] as const,
  )
  const kept = [...message.matchAll(keptLine)].map(([, service = '']) => service)
  return { commit, digests: new Map(digests), kept }
}

const title = 'Newest source commit considered'
const key = 'Slipway-Considered'
const digestKey = 'Slipway-Digest'
const keptKey = 'Slipway-Kept'
const marker = new RegExp(`^${title}\n\n${key}: ([0-9a-f]{40}|[0-9a-f]{64})$`, 'm')
const digestLine = new RegExp(`^${digestKey}: (\\S+) (sha256:[0-9a-f]{64})$`, 'gm')
const keptLine = new RegExp(`^${keptKey}: (\\S+)$`, 'gm')
