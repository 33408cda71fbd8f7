import { z } from 'zod'

const units = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 } as const

const pattern = /^(?=\d)(\d+d)?(\d+h)?(\d+m)?(\d+s)?$/

/** A length of time as people write it: `2h`, `1d12h`, `90s`. */
export const duration = z
  .string()
  .regex(pattern, { error: 'wanted a length of time, such as "2h", "30m" or "1d12h"' })

/** The milliseconds of such a text. Throws RangeError for any other. */
export function durationMs(text: string): number {
  if (!pattern.test(text)) throw new RangeError(`Cannot read "${text}" as a length of time`)
  const parts = text.matchAll(/(\d+)([dhms])/g)
  return [...parts].reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
    0,
  )
}

/** Milliseconds as people write them, to the minute; seconds below one: `1d12h`, `40s`. */
export function describeDuration(ms: number): string {
  const shown = ms < units.m ? (['s'] as const) : (['d', 'h', 'm'] as const)
  let rest = Math.max(0, ms)
  const parts = shown.map((unit) => {
    const count = Math.floor(rest / units[unit])
    rest -= count * units[unit]
    return count === 0 ? '' : `${count}${unit}`
  })
  return parts.join('') || '0s'
}
