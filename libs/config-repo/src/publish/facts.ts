import type { Oid } from '@slipway/git'
import type { Considered } from '../remote/considered.ts'
import type { Overlay } from '../snapshot/overlay.ts'

/** One built image that shall run. */
export interface ImageToPublish {
  readonly service: string
  /** Name of the image, without tag or digest. */
  readonly image: string
  readonly digest: string
  /** The inputs hash. */
  readonly inputs: string
}

/** Which build is published. */
export interface Source {
  /** URL of the source repository, without credentials: it is written to `release.yaml`. */
  readonly repository: string
  readonly commit: Oid
}

/**
 * How the source commit stands to the one considered last: `first` when there is none, `diverged` when neither comes
 * after the other.
 */
export type SourceOrder = 'first' | 'same' | 'newer' | 'older' | 'diverged' | 'unrelated'

/** What is known of an environment before its images are looked for. */
export interface EnvironmentState {
  readonly environment: string
  /** Whether builds come here by a promotion, from the environment before: to publish here is a hotfix then. */
  readonly isPromotedTo: boolean
  /** What was considered last, and how the new source commit stands to that. */
  readonly considered: Considered | null
  readonly order: SourceOrder
}

/** A build that somebody took back. */
export interface TakenBack {
  readonly service: string
  readonly digest: string
}

/** Everything about an environment that a publish to it depends on. */
export interface EnvironmentFacts extends EnvironmentState {
  readonly images: readonly ImageToPublish[]
  /** The overlays of the images' services; one that is missing is not there. */
  readonly overlays: readonly Overlay[]
  /** Services that run a build which was promoted here, and whose source commit comes after the one that is published. */
  readonly newer: readonly string[]
  /** Builds that ran here, and were taken back by `git revert` or by a rollback: what the ref does not tell, as something was promoted. */
  readonly takenBack: readonly TakenBack[]
}

/** Everything that a publish depends on. */
export interface PublishFacts {
  readonly workspace: string
  readonly source: Source
  readonly environments: readonly EnvironmentFacts[]
  /** The config repo's newest commit. */
  readonly tip: Oid
  readonly now: Date
}
