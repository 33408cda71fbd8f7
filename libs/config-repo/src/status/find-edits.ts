import type { Oid } from '@slipway/git'
import { withHistory } from '../history/history.ts'
import { isMove } from '../history/release-event.ts'
import { momentOf } from '../release/moment.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import type { ScratchOptions } from '../remote/scratch.ts'
import { isEditedByHand } from '../snapshot/overlay.ts'
import type { ReadOverlay } from './read-all-overlays.ts'

/** The commit that edited a digest by hand. */
export interface HandEdit {
  readonly author: string
  readonly since: string
}

/** Who edited which digests by hand, and when, by overlay. The history is asked only when somebody did. */
export async function findEdits(
  overlays: readonly ReadOverlay[],
  { tip, location }: { tip: Oid; location: ConfigRepoLocation },
  options: ScratchOptions,
): Promise<Map<ReadOverlay, HandEdit>> {
  const edited = overlays.filter(({ overlay }) => overlay && isEditedByHand(overlay))
  if (edited.length === 0) return new Map()
  return withHistory(location, options, async (history) => {
    const found = new Map<ReadOverlay, HandEdit>()
    for (const [environment, reads] of Map.groupBy(edited, (read) => read.environment)) {
      const services = reads.map(({ service }) => service)
      const events = (await history.releases(tip, { environment, services })).filter(isMove)
      for (const read of reads) {
        const event = events.find(({ service }) => service === read.service)
        if (event) found.set(read, { author: event.author.name, since: momentOf(event.time) })
      }
    }
    return found
  })
}
