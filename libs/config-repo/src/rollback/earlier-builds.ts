import { isMove, runsOf, type ReleaseEvent } from '../history/release-event.ts'
import { isEditedByHand } from '../snapshot/overlay.ts'

/**
 * What ran of a service, the newest first and what runs now foremost, without what somebody has gone back from: after a rollback from a build,
 * that is no earlier one. `events` are those of the service, the newest first.
 */
export function buildsInOrder(events: readonly ReleaseEvent[]): ReleaseEvent[] {
  const builds: ReleaseEvent[] = []
  for (const event of events.toReversed().filter(isMove)) {
    const runs = runsOf(event.after)
    // An overlay that was removed, or could not be read, and is there again runs what it did: nothing earlier.
    if (runs === null || runs === runsOf(builds.at(-1)?.after)) continue
    const earlier = mayGoBack(event) ? builds.findLastIndex(({ after }) => runsOf(after) === runs) : -1
    if (earlier >= 0) builds.length = earlier + 1
    else builds.push(event)
  }
  return builds.toReversed()
}

/** Whether the release of a state says where what ran came from, so that it can be released again. */
export function isKnown({ after }: ReleaseEvent): boolean {
  return after?.release !== undefined && !isEditedByHand(after)
}

/** A publish of the digest of before is no way back: source was reverted, and that is what is newest. */
function mayGoBack({ action }: ReleaseEvent): boolean {
  return action === 'rollback' || action === 'revert' || action === 'by hand' || action === 'resume'
}
