import type { FileChanges } from '../change/change.ts'
import { consideredRef } from '../remote/considered.ts'
import { decideService, type ServiceDecision } from './decide-service.ts'
import { describeChange, describeHeld, describeNewer, describeReverted } from './describe-decision.ts'
import type { EnvironmentFacts, PublishFacts } from './facts.ts'
import { filesOf } from './files-of.ts'
import { isSuperseded, type Overrides } from './overrides.ts'
import type { PlannedEnvironment, PublishOutcome, PublishPlan, RevertedService } from './publish-plan.ts'
import { requireOverlays } from './require-overlays.ts'

/** What a publish does to the services of one environment. */
export interface EnvironmentPlan extends Pick<
  PublishPlan,
  'changes' | 'held' | 'reverted' | 'newer' | 'ended' | 'unchanged'
> {
  readonly planned: PlannedEnvironment
  /** What this publish would have to run again, that was reverted since the same commit was published. */
  readonly refused: readonly RevertedService[]
  readonly files: FileChanges
}

/** Plans for one environment. Throws as `requireOverlays` does. */
export function planEnvironment(
  state: EnvironmentFacts,
  facts: Omit<PublishFacts, 'environments'>,
  overrides: Overrides,
): EnvironmentPlan {
  const context = { ...facts, state, hotfix: state.isPromotedTo ? (overrides.hotfix?.reason ?? null) : null }
  const pairs = isSuperseded(state, overrides) ? [] : requireOverlays(state)
  const decisions = pairs.map((pair) => decideService(pair, context, overrides))
  const files = Object.fromEntries(decisions.flatMap((decision) => filesOf(decision, context)))
  const changes = ofKind(decisions, 'change')
  const place = ({ image: { service } }: ServiceDecision) => ({ environment: state.environment, service })
  const reverted = ofKind(decisions, 'reverted').map((decision) => ({
    ...place(decision),
    ...describeReverted(decision),
  }))
  const kept = state.considered?.kept ?? []
  return {
    refused: state.order === 'same' ? reverted.filter(({ service }) => !kept.includes(service)) : [],
    planned: planned(state, facts, isSuperseded(state, overrides) ? 'superseded' : outcomeOf(changes, files)),
    files,
    changes: changes.map((decision) => ({ ...place(decision), ...describeChange(decision, context) })),
    held: ofKind(decisions, 'held').map((decision) => ({ ...place(decision), ...describeHeld(decision) })),
    reverted,
    newer: ofKind(decisions, 'newer').map((decision) => ({ ...place(decision), ...describeNewer(decision) })),
    ended: decisions.filter(endsHold).map(place),
    unchanged: ofKind(decisions, 'unchanged', 'ended').map(place),
  }
}

function endsHold(decision: ServiceDecision): boolean {
  return decision.kind === 'ended' || (decision.kind === 'change' && decision.endsHold)
}

function planned(
  { environment, order, considered }: EnvironmentFacts,
  { workspace, source }: Pick<PublishFacts, 'workspace' | 'source'>,
  outcome: PublishOutcome,
): PlannedEnvironment {
  const from = considered?.commit ?? null
  const to = outcome === 'superseded' ? from : source.commit
  return { environment, outcome, order, considered: { ref: consideredRef(environment, workspace), from, to } }
}

function outcomeOf(changes: readonly unknown[], files: FileChanges): PublishOutcome {
  if (changes.length > 0) return 'publish'
  return Object.keys(files).length > 0 ? 'record' : 'nothing to publish'
}

function ofKind<K extends ServiceDecision['kind']>(
  decisions: readonly ServiceDecision[],
  ...kinds: readonly K[]
): Extract<ServiceDecision, { kind: K }>[] {
  const wanted: ReadonlySet<string> = new Set(kinds)
  return decisions.filter((decision): decision is Extract<ServiceDecision, { kind: K }> =>
    wanted.has(decision.kind),
  )
}
