import type { Oid, Repository } from '@slipway/git'
import { SlipwayError } from '../slipway-error.ts'

/**
 * The commit to publish: the one that `revision` names, or HEAD, from which no file may differ then. Throws
 * `unknown-commit`, `dirty-tree`.
 */
export async function findSourceCommit(own: Repository, revision: string | undefined): Promise<Oid> {
  const [commit, changed] = await Promise.all([
    own.resolve(revision ?? 'HEAD'),
    revision === undefined ? own.status() : [],
  ])
  if (commit === undefined) {
    throw new SlipwayError(
      'unknown-commit',
      `Cannot find the commit "${revision ?? 'HEAD'}" in "${own.directory}"`,
    )
  }
  refuseDirty(changed)
  return commit
}

const filesNamed = 5

function refuseDirty(changed: readonly string[]): void {
  if (changed.length === 0) return
  const named = changed.slice(0, filesNamed).map((file) => `"${file}"`)
  const others = changed.length > filesNamed ? ` and ${changed.length - filesNamed} more` : ''
  throw new SlipwayError(
    'dirty-tree',
    `Cannot publish HEAD, as the work tree differs from it in ${named.join(', ')}${others}: commit first, or name a commit with --source`,
  )
}
