import { findEnvironment } from '../../settings/settings.ts'
import { describeDuration, durationMs } from '../../time/duration.ts'
import type { RefusalRule } from './refusal.ts'

/** The gate `minimumTime`: how long a build ran where it is promoted from, and nobody changed it. */
export const minimumTime: RefusalRule = ({ settings, from, to }, changing) => {
  const wanted = findEnvironment(settings, to).gates?.minimumTime
  if (wanted === undefined) return []
  return changing.flatMap(({ service, candidate }) => {
    const ranMs = candidate?.ranIn === from ? (candidate.ranMs ?? 0) : 0
    if (!candidate || ranMs >= durationMs(wanted)) return []
    const found = `it has run in "${from}" for ${describeDuration(ranMs)}, and "${to}" wants ${wanted}`
    return [{ override: 'skip-gates' as const, code: 'too-early', service, found }]
  })
}
