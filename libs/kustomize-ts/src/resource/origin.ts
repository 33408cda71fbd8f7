/** Where a resource, or a change of it, came from; printed as an annotation on request. */
export interface Origin {
  readonly path?: string
  readonly configuredIn?: string
  readonly configuredBy?: {
    readonly apiVersion: string
    readonly kind: string
    readonly name?: string
    readonly namespace?: string
  }
}

/** The place that a resource was read from. */
export interface ResourceOrigin {
  readonly file: string
  /** Which document of the file, counted from 0. */
  readonly document: number
  /** Counted from 1. */
  readonly line: number
}
