import type { Router } from '@koa/router'
import type Koa from 'koa'
import type { ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { RequestLog } from '../logs/log-request.ts'
import type { RequestMetrics } from '../metrics/request-metrics.ts'
import { CurrentRequest } from '../request/current-request.ts'
import type { Connections } from '../server/watch-connections.ts'
import type { RequestState } from '../service.ts'
import { chooseTrace, readCaller } from '../tracing/choose-trace.ts'
import type { SpanRecorder } from '../tracing/span-recorder.ts'
import { countBytes } from './count-bytes.ts'
import { ObservedRequest } from './observed-request.ts'

/** Where what is known of requests goes. */
export interface Observers {
  log: Logger
  logRequest: RequestLog
  requests: RequestMetrics
  /** Knows the routes of those that were refused before it saw them. */
  router: Router<RequestState>
  /** Only where traces are exported. */
  spans: SpanRecorder | undefined
}

/**
 * Follows each request from its head to the end of its answer, also when the client left or the handler failed: one line in
 * the log, one count in the metrics. It is on the way of every request, so it makes nothing that not every request needs.
 */
export function observeRequests(
  observers: Observers,
  connections: Pick<Connections, 'requests'>,
): Koa.Middleware<RequestState> {
  const { log, requests, spans } = observers
  return (ctx, next) => {
    const open = connections.requests.get(ctx.res as ServerResponse)
    const { headers } = ctx.req
    const span = spans?.begin(ctx.method, readCaller(headers))
    const trace = span?.trace ?? chooseTrace(headers)
    const state = new CurrentRequest(headers, ctx.res, { log, trace })
    ctx.state = state
    ctx.res.setHeader('X-Request-Id', state.requestId)
    countBytes(ctx.res)
    requests.begin()
    if (open) open.follower = new ObservedRequest(ctx, observers, span)
    return next()
  }
}
