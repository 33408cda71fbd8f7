import type { FileReader } from './reader/file-reader.ts'

/** What a build may read, and in which order its result comes. */
export interface BuildOptions {
  /** Where files come from; the disk by default. */
  readonly read?: FileReader
  /** Whether files must lie in or below their kustomization's folder (`rootOnly`, the default). Folders may be anywhere. */
  readonly loadRestrictor?: 'rootOnly' | 'none'
  /** `legacy` (the default) brings kinds that others need first; `none` keeps the order of the files. `sortOptions` wins. */
  readonly reorder?: 'legacy' | 'none'
  /** A folder that no file or folder of the build may leave, links resolved; none by default. */
  readonly boundary?: string
  /** Whether to label all resources as managed by Kustomize, as `managedByLabel` in `buildMetadata` does. */
  readonly managedByLabel?: boolean
}
