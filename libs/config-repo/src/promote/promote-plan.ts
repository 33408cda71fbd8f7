import type { Change } from '../change/change.ts'
import type { Source } from '../publish/facts.ts'
import type { PromotionOverride } from './override.ts'
import type { BuildOrder } from './promote-facts.ts'

/** What a promotion does, as data: `--dry-run --json` prints it, and applying it gives exactly that. */
export interface PromotePlan extends Change {
  readonly from: string
  readonly to: string
  /** Name of the release set, `null` when it has none. */
  readonly release: string | null
  /** `under review`: the review branch that is there has all of this already. */
  readonly outcome: 'promote' | 'nothing to promote' | 'under review'
  readonly changes: readonly PromotedService[]
  /** Services that run the build already and only get the name of the release set. */
  readonly named: readonly string[]
  /** Services that run the build already. */
  readonly unchanged: readonly string[]
  readonly skipped: readonly SkippedService[]
  /** npm scripts that have to succeed before this is applied. */
  readonly scripts: readonly string[]
  /** What would have been refused. */
  readonly overridden: readonly Overridden[]
  readonly reason: string | null
  /** `null` when it goes onto the branch of the config repo. */
  readonly review: Review | null
}

/** A service whose build changes; `from` and `before` are `null` before its first release. */
export interface PromotedService {
  readonly service: string
  readonly from: string | null
  readonly to: string
  readonly source: Source
  readonly before: Source | null
  readonly order: BuildOrder
  /** The digest that waited in the target for the end of a hold, and no longer does; `null` when none did. */
  readonly forgets: string | null
  /** Why what runs there had gone past the environment before, which now has caught up with it. */
  readonly endsHotfix: string | null
}

/** A service that `--all` leaves out. */
export interface SkippedService {
  readonly service: string
  readonly reason: 'no overlay' | 'never released'
}

/** A refusal that somebody overruled. */
export interface Overridden {
  readonly override: PromotionOverride
  readonly code: string
  readonly service: string | null
  readonly message: string
}

/** A branch that somebody reviews, and what its pull or merge request says. */
export interface Review {
  readonly branch: string
  /** The commit that it is moved from; `null` when it is new. */
  readonly replaces: string | null
  readonly title: string
  /** Markdown. */
  readonly body: string
}
