import type { Oid } from '@slipway/git'
import type { FileChanges } from '../change/change.ts'
import type { ReleasedOverlay } from '../snapshot/read-released.ts'
import type { RollbackTarget } from './find-target.ts'
import type { RestoredConfig } from './rollback-plan.ts'

/** Everything that a rollback depends on. */
export interface RollbackFacts {
  readonly environment: string
  readonly reason: string
  readonly until: string | undefined
  readonly services: readonly ServiceFacts[]
  readonly tip: Oid
  readonly now: Date
}

/** One service, and what it goes back to. */
export interface ServiceFacts {
  readonly overlay: ReleasedOverlay
  readonly target: RollbackTarget
  /** Whether what runs was rolled back to for the same reason, by a command that counted builds. */
  readonly isDone: boolean
  /** Given when the whole folder goes back. */
  readonly config: FolderFacts | undefined
}

/** The files of an overlay's folder that differ from what they were, by their path in the config repo. */
export interface FolderFacts extends RestoredConfig {
  readonly texts: FileChanges
}
