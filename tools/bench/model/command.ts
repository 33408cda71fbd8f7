/** What Slipway is told to do to a config repo. */
export type Verb =
  /** A pipeline publishes a commit of the source, to all of the environments or to none: the newest commit, or late an older one. */
  | {
      readonly verb: 'publish'
      readonly source: string
      readonly environments: readonly string[]
      readonly hotfix: boolean
    }
  /** What staging runs of a service, or of all of them, goes to production. */
  | { readonly verb: 'promote'; readonly service: string }
  /** The same goes onto a branch to review. */
  | { readonly verb: 'propose'; readonly service: string }
  /** Tells which reviews are stale. */
  | { readonly verb: 'check' }
  /** A service goes back to the build before, and is held there; with `ends` for half a day. */
  | { readonly verb: 'rollback'; readonly slot: string; readonly ends: boolean }
  | { readonly verb: 'hold'; readonly slot: string; readonly ends: boolean }
  /** It follows again; what waits is deployed or dropped. Of `ended`, everything whose hold is over. */
  | { readonly verb: 'resume'; readonly slot: string; readonly drop: boolean }

/** What people do with Git alone. */
export type Deed =
  /** Changes the digest of a service, and nothing else. */
  | { readonly verb: 'edit'; readonly slot: string; readonly digest: string }
  /** Takes the newest commit back with `git revert`. */
  | { readonly verb: 'revert' }
  /** Wants builds to run half a day in staging before they go to production, or no longer does. */
  | { readonly verb: 'gate' }
  /** Puts a commit on top of a review branch. */
  | { readonly verb: 'amend'; readonly review: string }
  /** Merges a review that `slipway check` has nothing against; squashed, its branch goes away. */
  | { readonly verb: 'merge'; readonly review: string; readonly squash: boolean }

/** What somebody does to a config repo; or a day passes. */
export type Command = Verb | Deed | { readonly verb: 'wait' }

/** A command, and what happens to whoever does it. */
export interface Step {
  readonly command: Command
  /** Killed at its n-th call of Git. */
  readonly killedAt?: number
  /** What others do, one after the other, between its last look at the repository and its push. */
  readonly raced?: readonly Command[]
}

const deeds: ReadonlySet<string> = new Set([
  'edit',
  'revert',
  'gate',
  'amend',
  'merge',
] satisfies Deed['verb'][])

/** Whether people do it with Git alone. */
export function isDeed(command: Command): command is Deed {
  return deeds.has(command.verb)
}
