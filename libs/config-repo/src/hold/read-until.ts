import { ConfigRepoError } from '../config-repo-error.ts'
import { momentOf } from '../release/moment.ts'
import { duration, durationMs } from '../time/duration.ts'

/** A date and a time with its zone (RFC 3339); seconds may be left out. */
const timePattern = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/i

/**
 * When a hold ends, as a moment: `text` is a length of time from `now` ("2h", "3d") or a time with its zone ("2026-11-22T09:00Z"). Throws
 * `invalid-time` for anything else, and for what is over.
 */
export function readUntil(text: string, now: Date): string {
  const end = endOf(text, now)
  if (end !== undefined && end > now.getTime()) return momentOf(new Date(end))
  const wanted = 'a length of time, such as "2h" or "3d", or a time to come, such as "2026-11-22T09:00Z"'
  throw new ConfigRepoError('invalid-time', `Cannot hold until "${text}": wanted ${wanted}`)
}

function endOf(text: string, now: Date): number | undefined {
  if (duration.safeParse(text).success) return now.getTime() + durationMs(text)
  const time = timePattern.test(text) ? Date.parse(text.replace(' ', 'T').toUpperCase()) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}
