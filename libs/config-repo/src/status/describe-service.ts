import { runsOf } from '../history/release-event.ts'
import { hasEnded } from '../snapshot/hold-state.ts'
import { isEditedByHand, type Overlay } from '../snapshot/overlay.ts'
import type { Move } from './find-moves.ts'
import type { ReadOverlay } from './read-all-overlays.ts'
import type { SourceDistance } from './source-clone.ts'
import type { Behind, ServiceStatus } from './status.ts'

/** What a service's status depends on, beside its overlay. */
export interface ServiceFacts {
  readonly now: Date
  /** The same service in the environment before; `undefined` in the first, and where it is not released there. */
  readonly before: Overlay | undefined
  /** How far its source commit is from what it may be behind. */
  readonly distance: SourceDistance | undefined
  /** The commit since which it runs, where the release does not tell. */
  readonly move: Move | undefined
}

/** The status of one service. */
export function describeService(read: ReadOverlay, facts: ServiceFacts): ServiceStatus {
  const { environment, service, overlay, problem } = read
  const release = overlay?.release
  const isEdited = overlay !== undefined && isEditedByHand(overlay)
  return {
    environment,
    service,
    state: problem === undefined ? stateOf(overlay, facts.now) : 'unreadable',
    runs: release ? runsOf(overlay) : null,
    since: (isEdited ? undefined : release?.since) ?? facts.move?.since ?? null,
    source: (!isEdited && release?.source) || null,
    release: (!isEdited && release?.release) || null,
    behind: overlay && !isEdited ? behindOf(overlay, facts) : null,
    hold: release?.hold ?? null,
    edit: isEdited && release ? { released: release.digest, author: facts.move?.author ?? null } : null,
    pending: release?.pending ?? null,
    hotfix: release?.hotfix ? { reason: release.hotfix.reason, caughtUp: hasCaughtUp(overlay, facts) } : null,
    problem: problem ?? null,
  }
}

function stateOf(overlay: Overlay | undefined, now: Date): ServiceStatus['state'] {
  if (!overlay?.release) return 'never released'
  if (isEditedByHand(overlay)) return 'edited by hand'
  const { hold } = overlay.release
  if (!hold) return 'released'
  return hasEnded(hold, now) ? 'hold is over' : 'held'
}

const secondsOfDay = 86_400

/** The same digest is not behind, however many commits there were that changed something else. */
function behindOf(overlay: Overlay, { before, distance }: ServiceFacts): Behind | null {
  if (!overlay.release) return null
  if (before && runsOf(before) === runsOf(overlay)) return { commits: 0, ahead: 0, days: 0 }
  if (!distance) return null
  const { behind, ahead, seconds } = distance
  const days = behind === 0 ? 0 : Math.max(0, Math.floor(seconds / secondsOfDay))
  return { commits: behind, ahead, days }
}

/** Whether the environment before runs the build, or one whose source contains it. */
function hasCaughtUp(overlay: Overlay | undefined, { before, distance }: ServiceFacts): boolean | null {
  if (!before) return false
  if (runsOf(before) === runsOf(overlay)) return true
  return distance ? distance.isContained : null
}
