import type { Author, Oid, Repository } from '@slipway/git'
import { ConfigRepoError } from '../config-repo-error.ts'
import { assertEnvironmentName } from '../names/name.ts'

/** The ref that holds the newest source commit considered for an environment. Throws `invalid-name`. */
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
 * What the ref points to. In the repository of the source it is the source commit itself, ready for `nx affected
 * --base`. Another repository does not have that commit, and no ref may point to what is not there: a marker (a commit
 * of the empty tree that names it) stands for it.
 */
export async function markConsidered(scratch: Repository, source: Oid, author?: Author): Promise<Oid> {
  if (await scratch.resolve(source)) return source
  const tree = await scratch.writeTree(undefined, new Map())
  return scratch.commitTree({ tree, parents: [], message: `${title}\n\n${key}: ${source}`, author })
}

/** The source commit that a ref made by `markConsidered` stands for. */
export async function readConsidered(scratch: Repository, oid: Oid): Promise<Oid> {
  const { message, parents } = await scratch.readCommit(oid)
  const source = marker.exec(message)?.[1]
  return source !== undefined && parents.length === 0 ? source : oid
}

const title = 'Newest source commit considered'
const key = 'Slipway-Considered'
const marker = new RegExp(`^${title}\n\n${key}: ([0-9a-f]{40}|[0-9a-f]{64})\\s*$`)
