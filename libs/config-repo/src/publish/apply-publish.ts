import type { Author, Oid, RefUpdate, Repository } from '@slipway/git'
import { markConsidered } from '../remote/considered.ts'
import { pathInRepository, type ConfigRepoLocation } from '../remote/location.ts'
import type { PublishPlan } from './publish-plan.ts'

/** Where a plan is applied. */
export interface ApplyTarget {
  readonly location: ConfigRepoLocation
  /** What the ref of the plan points to now. */
  readonly consideredOid: Oid | undefined
  readonly author: Author | undefined
}

/**
 * Pushes what a plan says, all of it or nothing, and gives the new commit, or `null` when there is none. The repository
 * must have the plan's tip. Throws `tip-moved` when the config repo is no longer as it was planned on.
 */
export async function applyPublish(
  scratch: Repository,
  plan: PublishPlan,
  target: ApplyTarget,
): Promise<Oid | null> {
  if (plan.outcome === 'superseded') return null
  const commit = await commitPlan(scratch, plan, target)
  const considered = await moveConsidered(scratch, plan, target)
  const branch = { ref: `refs/heads/${target.location.branch}`, expected: plan.tip }
  const updates = commit === null ? [] : [{ ...branch, oid: commit }]
  // The ref goes along with a commit also when it stays, as its place is part of what the plan was made on.
  const hasNews = commit !== null || considered.oid !== considered.expected
  if (hasNews) await scratch.push(target.location.url, [...updates, considered])
  return commit
}

async function commitPlan(scratch: Repository, plan: PublishPlan, target: ApplyTarget): Promise<Oid | null> {
  if (plan.message === null) return null
  const files = Object.entries(plan.files).map(
    ([path, text]) => [pathInRepository(target.location, path), text] as const,
  )
  const tree = await scratch.writeTree(plan.tip, new Map(files))
  return scratch.commitTree({ tree, parents: [plan.tip], message: plan.message, author: target.author })
}

/** A marker becomes the source commit itself as soon as the repository has that. */
async function moveConsidered(
  scratch: Repository,
  plan: PublishPlan,
  { consideredOid, author }: ApplyTarget,
): Promise<RefUpdate> {
  const { ref, from, to } = plan.considered
  const isHere = (await scratch.resolve(plan.source.commit)) !== undefined
  const stays = from === to && consideredOid !== undefined && (consideredOid === to || !isHere)
  const oid = stays ? consideredOid : await markConsidered(scratch, plan.source.commit, author)
  return { ref, oid, expected: consideredOid }
}
