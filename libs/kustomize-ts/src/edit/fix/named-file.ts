import type { ValueMap } from '../../yaml/value.ts'

/** A file that a kustomization names. */
export interface NamedFile {
  readonly text: string
  /** The patch of `patches` that it belongs to. */
  readonly patch?: ValueMap
}
