import type { Oid } from '@slipway/git'
import type { Overlay } from '../snapshot/overlay.ts'
import type { EventAction } from './event-action.ts'

/** One change of what runs of a service in an environment, or of what its release says. */
export interface ReleaseEvent {
  readonly environment: string
  readonly service: string
  /** The commit of the config repo's branch since which it is so. */
  readonly commit: Oid
  /** The commit that says it, which is another one where a branch was merged. */
  readonly origin: Oid
  /** When the branch got it. */
  readonly time: Date
  readonly author: { readonly name: string; readonly email: string }
  readonly action: EventAction
  /** Why, where somebody said so. */
  readonly reason: string | undefined
  /** The overlay before; `undefined` when it was not released. */
  readonly before: Overlay | undefined
  /** The overlay after; `undefined` when it was taken out. */
  readonly after: Overlay | undefined
}

/** What an overlay deploys: a digest, or a tag that somebody put there; `null` when it is not released. */
export function runsOf(overlay: Overlay | undefined): string | null {
  return overlay?.image?.digest ?? overlay?.image?.newTag ?? null
}

/** Whether something else ran afterwards. */
export function isMove({ before, after }: Pick<ReleaseEvent, 'before' | 'after'>): boolean {
  return runsOf(before) !== runsOf(after)
}
