import { durationMs, usualTimeoutMs } from '@slipway/config-repo'

/** The milliseconds of `--timeout`; calls `fail` for what is no length of time. */
export function readTimeout({ timeout }: { timeout?: string }, fail: (message: string) => never): number {
  if (timeout === undefined) return usualTimeoutMs
  try {
    const found = durationMs(timeout)
    if (found > 0) return found
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return fail(
    `option '--timeout <duration>' wants a length of time, such as "90s" or "10m": found "${timeout}"`,
  )
}
