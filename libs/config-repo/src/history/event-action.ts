import { readTrailers, type Action } from '../message/trailers.ts'
import { isEditedByHand, type Overlay } from '../snapshot/overlay.ts'

/** What was done: a verb of Slipway, or what people do with Git alone. */
export type EventAction = Action | 'hotfix' | 'revert' | 'by hand'

/** What a commit did, as its message says it, and where that says nothing, as its change looks. */
export function eventActionOf(
  message: string,
  environment: string,
  { before, after }: { readonly before: Overlay | undefined; readonly after: Overlay | undefined },
): EventAction {
  if (/^(Revert|Reapply) "|^This reverts commit [0-9a-f]{40}/m.test(message)) return 'revert'
  const trailers = readTrailers(message)
  if (trailers?.action === 'publish' && trailers.hotfix?.includes(environment)) return 'hotfix'
  return trailers?.action ?? guess(message, before, after)
}

/** A squash merge may have lost the trailers, and releases before them had none. */
function guess(message: string, before: Overlay | undefined, after: Overlay | undefined): EventAction {
  if (/^Slipway-Source: /m.test(message)) return 'publish'
  if (!after?.release || isEditedByHand(after)) return 'by hand'
  const [old, now] = [before?.release, after.release]
  const moved = old?.digest !== now.digest
  if (moved && now.promoted && now.promoted.commit !== old?.promoted?.commit) return 'promote'
  if (now.hold && !old?.hold) return moved ? 'rollback' : 'hold'
  return old?.hold && !now.hold ? 'resume' : 'by hand'
}
