import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { OutgoingOptions, RequestState, TraceContext } from '../service.ts'
import { deadlineHeader, readTimeoutMs, writeTimeoutMs } from './deadline-header.ts'
import { watchRequest } from './watch-request.ts'

/** The state of one request. The signal is made when somebody asks for it: most handlers call nobody. */
export class CurrentRequest implements RequestState {
  declare requestId: string
  declare log: Logger
  declare maxBodyBytes: number
  declare error?: unknown
  declare trace?: TraceContext
  readonly deadline: number | undefined
  readonly #response: ServerResponse
  #signal: AbortSignal | undefined

  constructor(headers: IncomingHttpHeaders, response: ServerResponse) {
    const timeoutMs = readTimeoutMs(headers[deadlineHeader])
    this.deadline = timeoutMs === undefined ? undefined : performance.now() + timeoutMs
    this.#response = response
  }

  get signal(): AbortSignal {
    return (this.#signal ??= watchRequest(this.#response, this.deadline))
  }

  outgoing({ timeoutMs = Infinity }: OutgoingOptions = {}): Record<string, string> {
    const headers: Record<string, string> = { 'x-request-id': this.requestId }
    if (this.trace) {
      headers['traceparent'] = this.trace.traceparent
      if (this.trace.tracestate) headers['tracestate'] = this.trace.tracestate
    }
    const remainingMs = Math.min(timeoutMs, (this.deadline ?? Infinity) - performance.now())
    if (remainingMs !== Infinity) headers[deadlineHeader] = writeTimeoutMs(remainingMs)
    return headers
  }
}
