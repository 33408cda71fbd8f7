import type { Oid } from '@slipway/git'
import type { Build } from '../release/build.ts'
import type { Hold, PendingBuild } from '../release/release.ts'

/** What runs where, as data. */
export interface Status {
  /** The config repo's newest commit. */
  readonly tip: Oid
  /** The newest commit of the source's default branch; `null` without a clone of the source that can tell. */
  readonly newestSource: Oid | null
  /** In the order of promotion. */
  readonly environments: readonly EnvironmentStatus[]
}

/** What runs in one environment. */
export interface EnvironmentStatus {
  readonly environment: string
  /** What its services may be behind: the environment before, or the source, of the first. */
  readonly after: string
  /** In the order of names. */
  readonly services: readonly ServiceStatus[]
}

/** One service in one environment. */
export interface ServiceStatus {
  readonly environment: string
  readonly service: string
  readonly state: 'released' | 'never released' | 'edited by hand' | 'held' | 'hold is over' | 'unreadable'
  /** What runs: a digest, or a tag that somebody put there; `null` before the first release. */
  readonly runs: string | null
  /** Since when, as the release says, or for an edit by hand and a review that was merged as the history does; `null` when neither tells. */
  readonly since: string | null
  /** Where what runs comes from; `null` when nobody knows. */
  readonly source: Build['source'] | null
  /** Name of the release set. */
  readonly release: string | null
  /** `null` when nothing is known, or nothing to be behind of. */
  readonly behind: Behind | null
  readonly hold: Hold | null
  /** What somebody changed by hand: the digest that was released, and who it was. */
  readonly edit: { readonly released: string; readonly author: string | null } | null
  /** What was published while it was held. */
  readonly pending: PendingBuild | null
  /** A build that did not go through the environment before; `caughtUp` once that runs a build which contains it, `null` when unknown. */
  readonly hotfix: { readonly reason: string; readonly caughtUp: boolean | null } | null
  /** Why it cannot be read. */
  readonly problem: string | null
}

/**
 * How far a service is behind, in commits of the source that changed what its image is made of, where a workspace tells what that is; else in all
 * of them, without those that Slipway made itself.
 */
export interface Behind {
  /** What it has not got. */
  readonly commits: number
  /** What it has, and the other has not: a hotfix. */
  readonly ahead: number
  /** Whole days between the two source commits. */
  readonly days: number
}
