import { isEditedByHand } from '../snapshot/overlay.ts'
import { isMove, runsOf, type ReleaseEvent } from './release-event.ts'

/**
 * The event that took a released build back with Git alone, when that is how it ended the last time: by `git revert`, or by somebody who
 * brought both files of the overlay back. A rollback is one only with `orRollback`, as it has a hold of its own. `events` are those of one
 * service, the newest first.
 */
export function findTakingBack(
  events: readonly ReleaseEvent[],
  digest: string,
  { orRollback = false }: { readonly orRollback?: boolean } = {},
): ReleaseEvent | undefined {
  const end = events.find((event) => isMove(event) && runsOf(event.before) === digest)
  if (!end?.before || isEditedByHand(end.before)) return undefined
  if (end.action === 'revert' || (orRollback && end.action === 'rollback')) return end
  const isRestored = end.after !== undefined && !isEditedByHand(end.after)
  return end.action === 'by hand' && isRestored ? end : undefined
}
