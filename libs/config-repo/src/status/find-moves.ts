import type { Oid } from '@slipway/git'
import { withHistory } from '../history/history.ts'
import { isMove } from '../history/release-event.ts'
import { momentOf } from '../release/moment.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import type { ScratchOptions } from '../remote/scratch.ts'
import { isEditedByHand } from '../snapshot/overlay.ts'
import type { ReadOverlay } from './read-all-overlays.ts'

/** The commit since which an overlay deploys what it does. */
export interface Move {
  readonly author: string
  readonly since: string
}

/** Since when overlays deploy what they do, of those whose release does not tell: edited by hand, or merged as a review. Else no history is read. */
export async function findMoves(
  overlays: readonly ReadOverlay[],
  { tip, location }: { tip: Oid; location: ConfigRepoLocation },
  options: ScratchOptions,
): Promise<Map<ReadOverlay, Move>> {
  const asked = overlays.filter(isAsked)
  if (asked.length === 0) return new Map()
  return withHistory(location, options, async (history) => {
    const found = new Map<ReadOverlay, Move>()
    for (const [environment, reads] of Map.groupBy(asked, (read) => read.environment)) {
      const services = reads.map(({ service }) => service)
      const events = await history.releases(tip, { environment, services, newestMoves: true })
      const moves = events.filter(isMove)
      for (const read of reads) {
        const event = moves.find(({ service }) => service === read.service)
        if (event) found.set(read, { author: event.author.name, since: momentOf(event.time) })
      }
    }
    return found
  })
}

function isAsked({ overlay }: ReadOverlay): boolean {
  if (!overlay?.release) return false
  return isEditedByHand(overlay) || overlay.release.since === undefined
}
