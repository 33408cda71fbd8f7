import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { OutgoingOptions, RequestState } from '../service.ts'
import type { Trace } from '../tracing/trace.ts'
import { chooseRequestId } from './choose-request-id.ts'
import { deadlineHeader, readTimeoutMs, writeTimeoutMs } from './deadline-header.ts'
import { watchRequest } from './watch-request.ts'

/** The state of one request. Logger and signal are made when somebody asks for them: most handlers write no line and call nobody. */
export class CurrentRequest implements RequestState {
  declare maxBodyBytes: number
  declare error?: unknown
  declare route?: string
  readonly requestId: string
  readonly trace: Trace
  readonly deadline: number | undefined
  readonly #response: ServerResponse
  readonly #parentLog: Logger
  #log: Logger | undefined
  #signal: AbortSignal | undefined

  constructor(
    headers: IncomingHttpHeaders,
    response: ServerResponse,
    { log, trace }: { log: Logger; trace: Trace },
  ) {
    this.requestId = chooseRequestId(headers)
    this.trace = trace
    const timeoutMs = readTimeoutMs(headers[deadlineHeader])
    this.deadline = timeoutMs === undefined ? undefined : performance.now() + timeoutMs
    this.#response = response
    this.#parentLog = log
  }

  get log(): Logger {
    return (this.#log ??= this.#parentLog.child({ requestId: this.requestId, traceId: this.trace.traceId }))
  }

  get signal(): AbortSignal {
    return (this.#signal ??= watchRequest(this.#response, this.deadline))
  }

  outgoing({ timeoutMs = Infinity }: OutgoingOptions = {}): Record<string, string> {
    const { traceparent, tracestate } = this.trace
    const headers: Record<string, string> = { 'x-request-id': this.requestId, traceparent }
    if (tracestate !== undefined) headers['tracestate'] = tracestate
    const remainingMs = Math.min(timeoutMs, (this.deadline ?? Infinity) - performance.now())
    if (remainingMs !== Infinity) headers[deadlineHeader] = writeTimeoutMs(remainingMs)
    return headers
  }
}
