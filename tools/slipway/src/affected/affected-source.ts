import type { Fate } from '@slipway/config-repo'

/** A project or an image that a change reaches, and why. */
export interface AffectedItem {
  readonly name: string
  /** Folder in the workspace. */
  readonly root: string
  readonly change: Fate
  readonly reasons: readonly string[]
}

/** What a change of a workspace's source reaches. */
export interface AffectedSource {
  readonly projects: readonly AffectedItem[]
  readonly images: readonly AffectedItem[]
}
