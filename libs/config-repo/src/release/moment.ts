import { z } from 'zod'

/** A moment in UTC, to the second (RFC 3339): `2026-11-21T09:30:00Z`. */
export const moment = z
  .string()
  .refine((text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && !Number.isNaN(Date.parse(text)), {
    error: 'wanted a time in UTC, such as "2026-11-21T09:30:00Z"',
  })

/** A time as the files have it. */
export function momentOf(time: Date): string {
  return `${time.toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}Z`
}
