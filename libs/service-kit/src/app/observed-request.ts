import type Koa from 'koa'
import type { ServerResponse } from 'node:http'
import { unmatchedRoute } from '../metrics/request-metrics.ts'
import type { RequestFollower } from '../server/open-request.ts'
import type { RequestState } from '../service.ts'
import type { RequestSpan } from '../tracing/span-recorder.ts'
import { sentBytes } from './count-bytes.ts'
import { findRoute } from './find-route.ts'
import type { Observers } from './observe-requests.ts'

type Context = Koa.ParameterizedContext<RequestState>

/** Tells the observers of one request when it is over. A class, as the closures that it stands in for would be made for each request. */
export class ObservedRequest implements RequestFollower {
  readonly #since = performance.now()
  readonly #ctx: Context
  readonly #observers: Observers
  readonly #span: RequestSpan | undefined

  constructor(ctx: Context, observers: Observers, span: RequestSpan | undefined) {
    this.#ctx = ctx
    this.#observers = observers
    this.#span = span
  }

  get route(): string {
    return findRoute(this.#ctx, this.#observers.router)
  }

  end(): void {
    const seconds = (performance.now() - this.#since) / 1000
    const { req, res, state } = this.#ctx
    const { route } = this
    const facts = { method: req.method ?? '', route, status: finalStatus(res), seconds }
    this.#observers.requests.end(facts)
    this.#span?.end({
      ...facts,
      route: route === unmatchedRoute ? undefined : route,
      error: state.error,
    })
    const aborted = !res.writableFinished
    this.#observers.logRequest(state, facts, { bytes: sentBytes(req, res), aborted })
  }
}

/** What nginx says when the client left before there was an answer; the answer's own status would be a default. */
const clientClosed = 499

function finalStatus(response: ServerResponse): number {
  return response.headersSent ? response.statusCode : clientClosed
}
