import type { Oid } from '@slipway/git'
import type { Change } from '../change/change.ts'
import type { Hold } from '../release/release.ts'
import type { Build } from '../release/build.ts'

/** What a rollback does, as data: `--dry-run --json` prints it, and applying it gives exactly that. */
export interface RollbackPlan extends Change {
  readonly environment: string
  readonly outcome: 'roll back' | 'nothing to roll back'
  readonly reason: string
  /** When the hold ends by itself; `null` when it goes on until it is resumed. */
  readonly until: string | null
  readonly changes: readonly RolledBackService[]
  /** Services of which the same was done before. */
  readonly unchanged: readonly string[]
}

/** A service that goes back. */
export interface RolledBackService {
  readonly service: string
  /** What runs: a digest, or a tag that somebody put there. */
  readonly from: string | null
  readonly to: string
  readonly source: Build['source']
  /** The commit of the config repo at which the build began to run, and when that was. */
  readonly commit: Oid
  readonly ranSince: string
  /** Whether an edit of the digest by hand comes to its end. */
  readonly endsHandEdit: boolean
  /** The hold that there was. */
  readonly replaces: Hold | null
  /** The digest that "slipway resume" would deploy. */
  readonly pending: string | null
  /** What becomes of the overlay's other files; `null` when they stay. */
  readonly config: RestoredConfig | null
}

/** An overlay's folder as it was. */
export interface RestoredConfig {
  /** The commit of the config repo whose folder it is. */
  readonly commit: Oid
  /** Files that change beside what every rollback changes. */
  readonly files: readonly string[]
  /** The commits of people since then, whose changes of the folder end. */
  readonly undoes: readonly UndoneCommit[]
  /** Files outside of the folder that differ from then, and stay, as other environments have them too. */
  readonly shared: readonly string[]
}

/** A commit whose change of an overlay is undone. */
export interface UndoneCommit {
  readonly commit: Oid
  readonly time: string
  readonly author: string
  readonly subject: string
}
