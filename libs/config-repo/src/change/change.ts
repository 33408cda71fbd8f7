import type { Oid } from '@slipway/git'

/** New texts by path in the config repo, `null` to take a file out. */
export type FileChanges = Readonly<Record<string, string | null>>

/** What a verb does to a config repo, as data: `--dry-run --json` prints it, and applying it gives exactly that. */
export interface Change {
  /** The commit that it was planned on. */
  readonly tip: Oid
  readonly files: FileChanges
  /** The commit's message, `null` without a commit. */
  readonly message: string | null
}

/** What a verb did: the plan that was applied, and the commit that it made. */
export interface Changed<Plan extends Change> {
  readonly plan: Plan
  /** `null` when there was nothing to commit, or for a dry run. */
  readonly commit: Oid | null
}
