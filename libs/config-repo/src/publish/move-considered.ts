import type { Author, RefUpdate } from '@slipway/git'
import type { View } from '../change/change-config-repo.ts'
import { consideredRef, markConsidered, type Considered } from '../remote/considered.ts'
import type { EnvironmentFacts, PublishFacts } from './facts.ts'
import type { PublishPlan } from './publish-plan.ts'

/** What the refs shall tell. */
export interface ConsideredMove {
  readonly plan: PublishPlan
  readonly facts: PublishFacts
  readonly author: Author | undefined
}

/** The moves of the refs that tell what was considered; one stays where it tells the same already. */
export async function moveConsidered(
  view: View,
  { plan, facts, author }: ConsideredMove,
): Promise<RefUpdate[]> {
  const superseded = new Set(
    plan.environments.filter(({ outcome }) => outcome === 'superseded').map(({ environment }) => environment),
  )
  const moved = facts.environments.filter(({ environment }) => !superseded.has(environment))
  return Promise.all(
    moved.map(async (state) => {
      const ref = consideredRef(state.environment, facts.workspace)
      const expected = await view.ref(ref)
      const now = nowConsidered(state, facts, plan)
      const stays = expected !== undefined && isSame(state.considered, now)
      return { ref, oid: stays ? expected : await markConsidered(view.scratch, now, author), expected }
    }),
  )
}

/** A service of which there is no image this time goes on being wanted as it was. */
function nowConsidered(
  { considered, images, environment }: EnvironmentFacts,
  { source }: PublishFacts,
  { reverted }: PublishPlan,
): Considered {
  const wanted = new Map(images.map(({ service, digest }) => [service, digest]))
  const before = considered?.commit === source.commit ? considered.kept : []
  const here = reverted.filter((service) => service.environment === environment)
  return {
    commit: source.commit,
    digests: new Map([...(considered?.digests ?? []), ...wanted]),
    kept: [...before.filter((service) => !wanted.has(service)), ...here.map(({ service }) => service)],
  }
}

function isSame(before: Considered | null, now: Considered): boolean {
  if (before?.commit !== now.commit || before.kept.toSorted().join() !== now.kept.toSorted().join())
    return false
  if (before.digests.size !== now.digests.size) return false
  return [...now.digests].every(([service, digest]) => before.digests.get(service) === digest)
}
