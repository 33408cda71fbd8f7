import { runsOf } from '../../history/release-event.ts'
import { momentOf } from '../../release/moment.ts'
import { findEnvironment } from '../../settings/settings.ts'
import { describeDuration, durationMs } from '../../time/duration.ts'
import type { RefusalRule } from './refusal.ts'

/** The gate `minimumTime`: how long a build ran where it is promoted from, and nobody changed it. */
export const minimumTime: RefusalRule = ({ settings, from, to, now }, changing) => {
  const wanted = findEnvironment(settings, to).gates?.minimumTime
  if (wanted === undefined) return []
  return changing.flatMap(({ service, candidate, source }) => {
    const ranMs = candidate?.ranIn === from ? (candidate.ranMs ?? 0) : 0
    if (!candidate || ranMs >= durationMs(wanted)) return []
    const runs = candidate.ranIn === from && runsOf(source) === candidate.build.digest
    // Not for how long, of what runs still: it stands in the commit when somebody overrules it, and the same command has to say the same.
    const ran = runs ? `since ${momentOf(new Date(now.getTime() - ranMs))}` : `for ${describeDuration(ranMs)}`
    const found = `it has run in "${from}" ${ran}, and "${to}" wants ${wanted}`
    return [{ override: 'skip-gates' as const, code: 'too-early', service, found }]
  })
}
