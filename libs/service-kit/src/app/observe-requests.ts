import type { Router } from '@koa/router'
import type Koa from 'koa'
import type { ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { createRequestLog } from '../logs/log-request.ts'
import { unmatchedRoute, type RequestMetrics } from '../metrics/request-metrics.ts'
import { CurrentRequest } from '../request/current-request.ts'
import type { RequestState } from '../service.ts'
import { chooseTrace, readCaller } from '../tracing/choose-trace.ts'
import type { SpanRecorder } from '../tracing/span-recorder.ts'
import { countBytes } from './count-bytes.ts'
import { findRoute } from './find-route.ts'

/** Where what is known of requests goes. */
export interface Observers {
  log: Logger
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
export function observeRequests({ log, requests, router, spans }: Observers): Koa.Middleware<RequestState> {
  const logRequest = createRequestLog(log)
  return (ctx, next) => {
    const start = performance.now()
    requests.begin()
    const { headers } = ctx.req
    const span = spans?.begin(ctx.method, readCaller(headers))
    const trace = span?.trace ?? chooseTrace(headers)
    const state = new CurrentRequest(headers, ctx.res, { log, trace })
    ctx.state = state
    ctx.res.setHeader('X-Request-Id', state.requestId)
    const sent = countBytes(ctx)
    ctx.res.on('close', () => {
      const ms = performance.now() - start
      const route = findRoute(ctx, router)
      const status = finalStatus(ctx.res)
      requests.end({ method: ctx.method, route, status, seconds: ms / 1000 })
      span?.end({
        method: ctx.method,
        route: route === unmatchedRoute ? undefined : route,
        status,
        error: state.error,
      })
      const aborted = !ctx.res.writableFinished
      logRequest(state, { method: ctx.method, route, status, ms, bytes: sent(), aborted })
    })
    return next()
  }
}

/** What nginx says when the client left before there was an answer; the answer's own status would be a default. */
const clientClosed = 499

function finalStatus(response: ServerResponse): number {
  return response.headersSent ? response.statusCode : clientClosed
}
