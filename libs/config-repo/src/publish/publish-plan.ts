import type { Oid } from '@slipway/git'
import type { Source, SourceOrder } from './facts.ts'

/** What a publish does, as data: `--dry-run --json` prints it, and applying it gives exactly that. */
export interface PublishPlan {
  readonly environment: string
  readonly workspace: string
  /** `superseded`: a build of a later source commit was considered before, so this one is dropped. */
  readonly outcome: 'publish' | 'nothing to publish' | 'superseded'
  readonly source: Source
  readonly order: SourceOrder
  readonly changes: readonly ServiceChange[]
  readonly held: readonly HeldService[]
  /** Services that run the digest already. */
  readonly unchanged: readonly string[]
  /** New texts by path in the config repo. */
  readonly files: Readonly<Record<string, string>>
  /** The commit's message, `null` without a commit. */
  readonly message: string | null
  /** The commit that this was planned on. */
  readonly tip: Oid
  /** The ref that holds the newest source commit considered, and how it moves; `null` when it was or stays unset. */
  readonly considered: { readonly ref: string; readonly from: Oid | null; readonly to: Oid | null }
}

/** A service whose digest changes; `from` is `null` before its first release. */
export interface ServiceChange {
  readonly service: string
  readonly from: string | null
  readonly to: string
}

/** A service that is left alone: what runs was changed by hand after its last release. */
export interface HeldService {
  readonly service: string
  readonly reason: 'edited by hand'
  /** What the kustomization has: a digest, or a tag. */
  readonly found: string | null
  /** The digest that was released. */
  readonly released: string
  /** The digest that would have been published. */
  readonly wanted: string
}
