import type { Problem } from '../problem.ts'
import type { FileTree } from '../render/file-tree.ts'
import type { Settings } from '../settings/settings.ts'
import type { Overlay } from '../snapshot/overlay.ts'
import type { ReviewState } from './review-state.ts'

/** A config repo as it stands at a commit or in a work tree, as far as it can be read. */
export interface CheckFacts {
  readonly now: Date
  /** Every file, by its path in the config repo. */
  readonly paths: readonly string[]
  /** `undefined` when they cannot be read. */
  readonly settings: Settings | undefined
  /** Those that can be read. */
  readonly overlays: readonly Overlay[]
  /** What is wrong in the files that cannot be read. */
  readonly invalid: readonly Problem[]
  /** The contents of all that overlays are rendered from. */
  readonly tree: FileTree
  /** Promotions that are under review. */
  readonly reviews: readonly ReviewState[]
}
