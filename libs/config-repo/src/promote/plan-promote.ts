import { judge } from './refuse/judge.ts'
import type { PromotionOverride } from './override.ts'
import { partServices } from './part-services.ts'
import type { PromoteFacts, ServiceFacts } from './promote-facts.ts'
import { promoteMessage } from './promote-message.ts'
import type { PromotedService, PromotePlan, SkippedService } from './promote-plan.ts'
import { scriptsGate } from './scripts-gate.ts'
import { writeNamed, writePromoted } from './write-promoted.ts'

/** What a person decides of a promotion. */
export interface PromoteDecisions {
  readonly overrides?: readonly PromotionOverride[] | undefined
  /** Why, in their words: it stands in the commit. */
  readonly reason?: string | undefined
}

/** How a plan is made beside what it is made of. */
export interface PlanOptions extends PromoteDecisions {
  /** Services that were asked for as a part of all, and left out. */
  readonly skipped?: readonly SkippedService[] | undefined
  /** Whether it becomes a branch, whose message says what it was planned on. */
  readonly isReview?: boolean | undefined
}

/**
 * Decides what a promotion does: all services in one commit, or none. It reads nothing but its arguments, so the same facts
 * give the same plan. Throws `not-promotable` with everything that is refused.
 */
export function planPromote(facts: PromoteFacts, options: PlanOptions = {}): PromotePlan {
  const { overrides = [], reason, skipped = [], isReview = false } = options
  const { from, to, release, tip } = facts
  const { changing, named, unchanged } = partServices(facts)
  const refusals = judge(facts, changing, overrides)
  const { scripts, overridden } =
    changing.length > 0 ? scriptsGate(facts, overrides) : { scripts: [], overridden: [] }
  const story = {
    from,
    to,
    release: release ?? null,
    changes: changing.flatMap(changeOf),
    named: named.map(({ service }) => service),
    overridden: [...refusals, ...overridden],
    reason: reason ?? null,
  }
  const isNothing = changing.length + named.length === 0
  const files = [
    ...changing.flatMap((service) => writePromoted(facts, service, { isReview })),
    ...named.flatMap((service) => writeNamed(facts, service)),
  ]
  return {
    ...story,
    outcome: isNothing ? 'nothing to promote' : 'promote',
    unchanged: unchanged.map(({ service }) => service),
    skipped,
    scripts,
    files: Object.fromEntries(files),
    message: isNothing ? null : promoteMessage({ ...story, base: isReview ? tip : undefined }),
    tip,
    review: null,
  }
}

function changeOf({ service, candidate, target, order }: ServiceFacts): PromotedService[] {
  if (!candidate) return []
  const { digest, source } = candidate.build
  const { release, image } = target ?? {}
  const from = release?.digest ?? image?.digest ?? null
  const waits = release?.pending?.digest ?? null
  const forgets = waits === digest ? null : waits
  const endsHotfix = release?.hotfix?.reason ?? null
  return [{ service, from, to: digest, source, before: release?.source ?? null, order, forgets, endsHotfix }]
}
