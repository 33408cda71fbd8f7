import type { Change } from '../change/change.ts'
import type { Build } from '../release/build.ts'
import type { Hold } from '../release/release.ts'

/** What a resume does, as data. */
export interface ResumePlan extends Change {
  readonly outcome: 'resume' | 'nothing to resume'
  readonly changes: readonly ResumedService[]
  /** Services that were named, and that nothing held. */
  readonly unchanged: readonly ServiceName[]
  /** Services whose hold is over and that somebody edited by hand: an incident goes on. */
  readonly skipped: readonly ServiceName[]
}

/** A service in an environment. */
export interface ServiceName {
  readonly environment: string
  readonly service: string
}

/** A service that follows publish and promote again. */
export interface ResumedService extends ServiceName {
  /** The hold that ends; `null` when there was none. */
  readonly hold: Hold | null
  /** Whether an edit of the digest by hand comes to its end. */
  readonly endsHandEdit: boolean
  /** What runs, and what runs then: the build that was pending, the one that was released, or the same as before. */
  readonly from: string | null
  readonly to: string
  readonly deploys: 'pending' | 'released' | 'nothing new'
  readonly source: Build['source']
  /** The digest of a pending build that is forgotten. */
  readonly dropped: string | null
}
