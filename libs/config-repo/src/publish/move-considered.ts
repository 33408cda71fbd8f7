import type { Author, Oid, RefUpdate, Repository } from '@slipway/git'
import { markConsidered, type Considered } from '../remote/considered.ts'
import type { PublishFacts } from './facts.ts'
import type { PublishPlan } from './publish-plan.ts'

/** What the ref shall tell, and where it is. */
export interface ConsideredMove {
  readonly plan: PublishPlan
  readonly facts: PublishFacts
  /** What the ref points to now. */
  readonly consideredOid: Oid | undefined
  readonly author: Author | undefined
}

/** The move of the ref that tells what was considered; it stays when it tells the same already. */
export async function moveConsidered(
  scratch: Repository,
  { plan, facts, consideredOid, author }: ConsideredMove,
): Promise<RefUpdate[]> {
  if (plan.outcome === 'superseded') return []
  const now: Considered = {
    commit: facts.source.commit,
    digests: new Map(facts.images.map(({ service, digest }) => [service, digest])),
  }
  const stays = consideredOid !== undefined && isSame(facts.considered, now)
  const oid = stays ? consideredOid : await markConsidered(scratch, now, author)
  return [{ ref: plan.considered.ref, oid, expected: consideredOid }]
}

function isSame(before: Considered | null, now: Considered): boolean {
  if (before?.commit !== now.commit || before.digests.size !== now.digests.size) return false
  return [...now.digests].every(([service, digest]) => before.digests.get(service) === digest)
}
