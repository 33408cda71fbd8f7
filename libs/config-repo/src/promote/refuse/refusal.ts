import type { PromotionOverride } from '../override.ts'
import type { PromoteFacts, ServiceFacts } from '../promote-facts.ts'

/** Why something may not be promoted; `override` is `null` where nothing can overrule it. */
export interface Refusal {
  readonly override: PromotionOverride | null
  readonly code: string
  /** `null` when it is about the environments. */
  readonly service: string | null
  /** What was found, as in "Cannot promote …: <found>". */
  readonly found: string
}

/** Looks at the services that change. */
export type RefusalRule = (facts: PromoteFacts, changing: readonly ServiceFacts[]) => Refusal[]
