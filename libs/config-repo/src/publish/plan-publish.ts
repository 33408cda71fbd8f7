import type { PublishFacts } from './facts.ts'
import { assertWelcome, refuseReverted, type Overrides } from './overrides.ts'
import { planEnvironment, type EnvironmentPlan } from './plan-environment.ts'
import { publishMessage } from './publish-message.ts'
import type { PublishOutcome, PublishPlan } from './publish-plan.ts'

/**
 * Decides what a publish does, in every environment or in none. It reads nothing but its arguments, so the same facts give the same plan.
 *
 * Throws `needs-hotfix`, `unrelated-history` and `reverted`, unless they are overruled; `no-overlay` and `no-images-entry`,
 * each with every service that it is true of.
 */
export function planPublish(facts: PublishFacts, overrides: Overrides = {}): PublishPlan {
  const { workspace, source, tip } = facts
  for (const state of facts.environments) assertWelcome(state, source, overrides)
  const plans = facts.environments.map((state) => planEnvironment(state, facts, overrides))
  refuseReverted(
    plans.flatMap(({ refused }) => refused),
    source,
  )
  const lists = gatherLists(plans)
  const environments = plans.map(({ planned }) => planned)
  const files = Object.assign({}, ...plans.map((plan) => plan.files)) as PublishPlan['files']
  const reason = overrides.hotfix?.reason
  return {
    workspace,
    source,
    outcome: outcomeOf(environments.map(({ outcome }) => outcome)),
    environments,
    ...lists,
    files,
    message: Object.keys(files).length > 0 ? publishMessage({ ...lists, workspace, source, reason }) : null,
    tip,
  }
}

function gatherLists(
  plans: readonly EnvironmentPlan[],
): Omit<EnvironmentPlan, 'planned' | 'refused' | 'files'> {
  return {
    changes: plans.flatMap(({ changes }) => changes),
    held: plans.flatMap(({ held }) => held),
    reverted: plans.flatMap(({ reverted }) => reverted),
    newer: plans.flatMap(({ newer }) => newer),
    ended: plans.flatMap(({ ended }) => ended),
    unchanged: plans.flatMap(({ unchanged }) => unchanged),
  }
}

/** The first of these that any environment has. */
function outcomeOf(outcomes: readonly PublishOutcome[]): PublishOutcome {
  const ranked: readonly PublishOutcome[] = ['publish', 'record', 'nothing to publish']
  return ranked.find((outcome) => outcomes.includes(outcome)) ?? 'superseded'
}
