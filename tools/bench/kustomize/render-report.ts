/** What a rendering process is asked to do. */
export interface RenderOrder {
  readonly folders: readonly string[]
  readonly rounds: number
  /** A file to change between renderings. */
  readonly changed?: string
}

/** What it says: milliseconds, and megabytes of memory at the peak. */
export interface RenderReport {
  /** SHA-256 of all results, one after the other. */
  readonly hash: string
  readonly cold: number
  readonly warm: readonly number[]
  readonly again: readonly number[]
  readonly peak: number
}
