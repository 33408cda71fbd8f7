import type { Oid } from '@slipway/git'
import type { Change } from '../change/change.ts'
import type { Source, SourceOrder } from './facts.ts'

/**
 * What becomes of a publish: `publish` when something else runs afterwards, `record` when a commit only notes what is pending or ends a
 * hold, `superseded` when a build of a later source commit was considered before, so that this one is dropped.
 */
export type PublishOutcome = 'publish' | 'record' | 'nothing to publish' | 'superseded'

/** What a publish does, as data: `--dry-run --json` prints it, and applying it gives exactly that. */
export interface PublishPlan extends Change {
  readonly workspace: string
  readonly source: Source
  /** `superseded` when it is that in every environment. */
  readonly outcome: PublishOutcome
  /** One after the other as they were asked for. */
  readonly environments: readonly PlannedEnvironment[]
  readonly changes: readonly ServiceChange[]
  readonly held: readonly HeldService[]
  readonly reverted: readonly RevertedService[]
  readonly newer: readonly NewerService[]
  /** Services whose hold has ended, and is taken out of `release.yaml`. */
  readonly ended: readonly PlacedService[]
  /** Services that run the digest already. */
  readonly unchanged: readonly PlacedService[]
}

/** What becomes of one environment. */
export interface PlannedEnvironment {
  readonly environment: string
  readonly outcome: PublishOutcome
  readonly order: SourceOrder
  /** The ref that holds the newest source commit considered, and how it moves; `null` when it was or stays unset. */
  readonly considered: { readonly ref: string; readonly from: Oid | null; readonly to: Oid | null }
}

/** A service in an environment. */
export interface PlacedService {
  readonly environment: string
  readonly service: string
}

/** A service whose digest changes. */
export interface ServiceChange extends PlacedService {
  /** `null` before its first release. */
  readonly from: string | null
  readonly to: string
  /** The digest of the last publish, where that was reverted since: this one is published over the revert. */
  readonly reverted: string | null
  /** Why it is published past the environments before. */
  readonly hotfix: string | null
}

/** A service that goes on running what it runs. */
export interface HeldService extends PlacedService {
  /** `edited by hand`: what runs was changed after its last release. */
  readonly state: 'edited by hand' | 'held'
  /** Why it is held, in the words of whoever did it. */
  readonly reason: string | null
  /** When the hold ends by itself. */
  readonly until: string | null
  /** What the kustomization has: a digest, or a tag. */
  readonly found: string | null
  /** The digest that was released. */
  readonly released: string
  /** The digest that would have been published. */
  readonly wanted: string
  /** The digest that `slipway resume` deploys, once this was applied. */
  readonly pending: string | null
  /** Whether this publish changes what is pending. */
  readonly isRecorded: boolean
  /** Why what is pending is published past the environments before. */
  readonly hotfix: string | null
}

/** A service whose last publish somebody reverted in the config repo, and that is wanted as that left it: it stays reverted. */
export interface RevertedService extends PlacedService {
  /** The digest that runs, `null` when there is no release any more. */
  readonly runs: string | null
  readonly wanted: string
}

/** A service that goes on running a build of a later source commit, which was promoted there. */
export interface NewerService extends PlacedService {
  readonly runs: string
  /** The source commit of that. */
  readonly commit: Oid
  readonly wanted: string
}
