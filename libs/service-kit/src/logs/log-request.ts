import type { Logger } from 'pino'
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
export function logRequest(log: Logger, state: RequestState, line: RequestLine): void {
  const { method, route, status, ms, bytes, aborted } = line
  const { requestId, trace, error } = state
  const durationMs = Math.round(ms * 1000) / 1000
  const facts = { requestId, traceId: trace.traceId, method, route, status, durationMs, bytes, aborted }
  if (error !== undefined && (status >= 500 || aborted)) log.error({ ...facts, err: error }, 'Request failed')
  else log.info(facts, 'Request')
}
