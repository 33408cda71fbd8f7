import type { OverlayName } from '../render/overlay-name.ts'

/** What became of something. */
export type Fate = 'added' | 'removed' | 'changed'

/** Something that a change reaches, and why. */
export interface AffectedPart {
  readonly name: string
  readonly change: Fate
  /** Files by their path in the repository, or parts by name: what changed and is a part of it. */
  readonly reasons: readonly string[]
}

/** An overlay whose rendered bytes differ. */
export interface AffectedOverlay extends OverlayName, Omit<AffectedPart, 'name'> {}

/** What a change of a config repo reaches. */
export interface AffectedConfig {
  readonly bases: readonly AffectedPart[]
  readonly components: readonly AffectedPart[]
  readonly overlays: readonly AffectedOverlay[]
  readonly environments: readonly AffectedPart[]
}
