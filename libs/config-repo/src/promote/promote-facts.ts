import type { Oid } from '@slipway/git'
import type { ReleaseEvent } from '../history/release-event.ts'
import type { Build } from '../release/build.ts'
import type { Settings } from '../settings/settings.ts'
import type { Overlay } from '../snapshot/overlay.ts'

/** A service to promote; `digest`, or the beginning of one, is a build that ran earlier, what runs now when left out. */
export interface WantedService {
  readonly service: string
  readonly digest?: string | undefined
}

/** The build that is to be promoted. */
export interface Candidate {
  readonly build: Build
  /** The environment that ran it, and the commit of the config repo at which it did. */
  readonly ranIn: string
  readonly commit: Oid
  /** Name of the release set that it came with. */
  readonly release: string | undefined
  /** Milliseconds for which it ran there and nobody changed it; `undefined` when no gate asks for it. */
  readonly ranMs: number | undefined
}

/**
 * How a build stands to the one that runs in the target: `first` when nothing does, `diverged` when neither source commit comes
 * after the other, `unknown` when neither a clone of the source nor the history of the config repo can tell.
 */
export type BuildOrder = 'first' | 'same' | 'newer' | 'older' | 'diverged' | 'unknown'

/** One service in both environments; an overlay that is `undefined` is not there. */
export interface ServiceFacts {
  readonly service: string
  readonly source: Overlay | undefined
  readonly target: Overlay | undefined
  /** What was asked for, when no single build has that digest. */
  readonly wanted: string | undefined
  readonly candidate: Candidate | undefined
  readonly order: BuildOrder
  /** What took the candidate back in the target, with Git alone; `undefined` when nothing did. */
  readonly takenBack: ReleaseEvent | undefined
}

/** Everything that a promotion depends on. */
export interface PromoteFacts {
  readonly from: string
  readonly to: string
  readonly settings: Settings
  /** The name that the release set gets. */
  readonly release: string | undefined
  /** In the order of names. */
  readonly services: readonly ServiceFacts[]
  /** The config repo's newest commit. */
  readonly tip: Oid
  readonly now: Date
}
