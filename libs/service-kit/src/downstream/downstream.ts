import type { IncomingHttpHeaders } from 'node:http'
import type { z } from 'zod'
import type { RequestState } from '../service.ts'

/** Whom a call is made for: the `ctx.state` of the request at hand, as it stands. */
export type Caller = Pick<RequestState, 'signal' | 'deadline' | 'outgoing'>

/** One request to a downstream. */
export interface CallRequest {
  /** GET by default. Only GET and HEAD are tried a second time. */
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Appended to the URL of the downstream: `/orders?limit=5`. Without it that URL is asked as it stands. */
  path?: `/${string}`
  /** Beside those that `caller.outgoing()` gives. */
  headers?: Record<string, string>
  body?: string | Buffer
  /** Gives the call up, as the caller's own signal does. */
  signal?: AbortSignal
}

/** What a downstream answered: all of it, within the size limit. */
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** A service that this one calls, over connections of its own. */
export interface Downstream {
  readonly name: string
  /**
   * Asks for a JSON value and gives it as far as `schema` knows it. Throws a `DownstreamError` when there is no such answer;
   * a status other than 2xx is none.
   */
  getJson<Value>(schema: z.ZodType<Value>, caller: Caller, request?: CallRequest): Promise<Value>
  /** Gives the answer whatever its status is. Throws a `DownstreamError` when there is none. Redirects are answers: they are not followed. */
  ask(caller: Caller, request?: CallRequest): Promise<Answer>
  /** Ends the calls that still run, and the connections. */
  close(): Promise<void>
}
