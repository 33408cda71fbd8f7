import type { Verdict } from './breaker.ts'
import { DownstreamError, type DownstreamErrorCode } from './downstream-error.ts'

const givenUp: ReadonlySet<DownstreamErrorCode> = new Set(['timeout', 'deadline', 'cancelled'])

/**
 * What a failed request says of the downstream. One that was given up says something only when the downstream had at least half of its
 * usual time: callers in a hurry could otherwise take it away from all others, and callers that always leave a little early would hide that
 * it hangs. A 503 that says when to come again is of one that is well and defends itself: keeping all calls away
 * would waste what it can still do.
 */
export function judge(error: unknown, afterMs: number, timeoutMs: number): Verdict {
  if (!(error instanceof DownstreamError)) return 'nothing'
  if (givenUp.has(error.code)) return afterMs >= timeoutMs / 2 ? 'ill' : 'nothing'
  if (error.code !== 'unexpected-status') return 'ill'
  const { status = 0, retryAfterMs } = error
  return status < 500 || (status === 503 && retryAfterMs !== undefined) ? 'well' : 'ill'
}
