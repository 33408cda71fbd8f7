import type { Logger } from 'pino'
import { perSeries } from '../metrics/per-series.ts'
import type { RequestState } from '../service.ts'

/** What the log tells of a request that is over. */
export interface RequestLine {
  method: string
  /** The pattern of the route. The path and the query are left out, as they may hold a secret. */
  route: string
  status: number
  ms: number
  /** Of the answer's body. */
  bytes: number
  /** Whether the connection ended before the answer did. */
  aborted: boolean
}

/** Writes the line of a request. */
export type RequestLog = (state: RequestState, line: RequestLine) => void

/** Gives what writes a line per request; what all requests of a route have in common is turned into text once. */
export function createRequestLog(log: Logger): RequestLog {
  // They outlive changes of the level, so they take every line, and the level is that of the logger they come from.
  const logs = perSeries((method, route, status) => log.child({ method, route, status }, { level: 'trace' }))
  return (state, { method, route, status, ms, bytes, aborted }) => {
    const failed = state.error !== undefined && (status >= 500 || aborted)
    if (!log.isLevelEnabled(failed ? 'error' : 'info')) return
    const { requestId, trace } = state
    const durationMs = Math.round(ms * 1000) / 1000
    const facts = { requestId, traceId: trace.traceId, durationMs, bytes, aborted }
    const own = logs(method, route, status)
    if (failed) own.error({ ...facts, err: state.error }, 'Request failed')
    else own.info(facts, 'Request')
  }
}
