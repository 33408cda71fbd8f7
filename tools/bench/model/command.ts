/** What somebody does to a config repo. */
export type Command =
  /** A pipeline publishes a commit of the source: the newest one, or late an older one. */
  | { readonly verb: 'publish'; readonly source: string; readonly environment: string }
  /** What staging runs of a service, or of all of them, goes to production. */
  | { readonly verb: 'promote'; readonly service: string }
  /** A service goes back to the build before, and is held there. */
  | { readonly verb: 'rollback'; readonly slot: string }
  | { readonly verb: 'hold'; readonly slot: string }
  /** It follows again; what waits is deployed or dropped. */
  | { readonly verb: 'resume'; readonly slot: string; readonly drop: boolean }
  /** A person changes the digest of a service, and nothing else. */
  | { readonly verb: 'edit'; readonly slot: string; readonly digest: string }
  /** A person takes the newest commit back with `git revert`. */
  | { readonly verb: 'revert' }

/** A command, and what happens to whoever does it. */
export interface Step {
  readonly command: Command
  /** Killed at its n-th call of Git. */
  readonly killedAt?: number
  /** What others do, one after the other, between its last look at the repository and its push. */
  readonly raced?: readonly Command[]
}

/** Whether a command runs Slipway, so that it can be killed and lose races. */
export function isVerb({ verb }: Command): boolean {
  return verb !== 'edit' && verb !== 'revert'
}
