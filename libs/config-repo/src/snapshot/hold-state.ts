import type { Hold } from '../release/release.ts'
import { isEditedByHand, type Overlay } from './overlay.ts'

/** What keeps publish and promote from a service. */
export type HoldState = { readonly kind: 'edited by hand' } | ({ readonly kind: 'held' } & Hold)

/**
 * What holds a service at a moment: somebody's edit of the digest (an incident in progress), or the hold of its release, until
 * that has ended. `undefined` when nothing does.
 */
export function holdStateOf(overlay: Overlay, now: Date): HoldState | undefined {
  if (isEditedByHand(overlay)) return { kind: 'edited by hand' }
  const hold = overlay.release?.hold
  return hold && !hasEnded(hold, now) ? { kind: 'held', ...hold } : undefined
}

/** Whether the time of a hold is over. One without an end goes on until it is resumed. */
export function hasEnded({ until }: Hold, now: Date): boolean {
  return until !== undefined && Date.parse(until) <= now.getTime()
}
