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

/** Everything that a publish depends on. */
export interface PublishFacts {
  readonly environment: string
  readonly workspace: string
  readonly source: Source
  /** What was considered last, and how the new source commit stands to that. */
  readonly considered: Considered | null
  readonly order: SourceOrder
  readonly images: readonly ImageToPublish[]
  /** The overlays of the images' services; one that is missing is not there. */
  readonly overlays: readonly Overlay[]
  /** The config repo's newest commit. */
  readonly tip: Oid
  readonly now: Date
}
