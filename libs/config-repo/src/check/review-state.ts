import type { Oid } from '@slipway/git'

/** How a promotion that somebody reviews stands to the branch that it will be merged into. */
export interface ReviewState {
  /** The branch's name; `null` for the commit that is checked. */
  readonly branch: string | null
  /** The commit that promotes, and the one that it was planned on. */
  readonly commit: Oid
  readonly base: Oid
  readonly environment: string
  /** Services whose overlay in the target changed since. */
  readonly changed: readonly string[]
}
