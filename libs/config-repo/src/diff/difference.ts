import type { Problem } from '../problem.ts'

/** Plain data as JSON has it; integers beyond 2^53 are texts. */
export type Json = null | boolean | number | string | readonly Json[] | JsonMap

export interface JsonMap {
  readonly [key: string]: Json
}

/** How something stands to what was before. */
export type ChangeKind = 'added' | 'removed' | 'changed'

/** What differs between the rendered manifests of overlays, as data. No Secret's values are in it. */
export interface Difference {
  /** Those that differ, by environment and service. */
  readonly overlays: readonly OverlayDifference[]
  /** How many were compared and are the same. */
  readonly same: number
  /** Files that changed and that several environments share: a commit of them reaches all of these at once. */
  readonly shared: readonly string[]
}

/** One overlay whose manifests differ. */
export interface OverlayDifference {
  readonly environment: string
  readonly service: string
  readonly change: ChangeKind
  /** What keeps it from being rendered, before and after; nothing is known of its objects then. */
  readonly problems: { readonly before: readonly Problem[]; readonly after: readonly Problem[] }
  /** Empty when the same objects come in another order or another style. */
  readonly objects: readonly ObjectDifference[]
}

/** One object that differs. */
export interface ObjectDifference {
  readonly change: ChangeKind
  readonly apiVersion: string
  readonly kind: string
  readonly namespace: string | null
  readonly name: string
  /** The name before, when a generator gave it another hash. */
  readonly previousName: string | null
  readonly images: readonly ImageChange[]
  readonly replicas: { readonly before: Json; readonly after: Json } | null
  /** Every field that differs, images and replicas included; empty for what was added or removed. */
  readonly fields: readonly FieldChange[]
  /** The whole object, when it was added or removed. */
  readonly manifest: JsonMap | null
}

/** The image of a container; `null` where there is no such container. */
export interface ImageChange {
  readonly container: string
  readonly before: string | null
  readonly after: string | null
}

/** A field, by its path: `spec.template.spec.containers[orders].image`. A side that does not have it is left out. */
export interface FieldChange {
  readonly path: string
  readonly before?: Json
  readonly after?: Json
}
