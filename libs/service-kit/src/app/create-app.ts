import { Router } from '@koa/router'
import Koa from 'koa'
import { METHODS } from 'node:http'
import { limitBody } from '../body/limit-body.ts'
import { checkResponses } from '../endpoint/check-responses.ts'
import { answerErrors, nameMissingAnswer } from '../errors/answer-error.ts'
import type { RequestLog } from '../logs/log-request.ts'
import type { ServiceMetrics } from '../metrics/metrics.ts'
import { createRequestMetrics } from '../metrics/request-metrics.ts'
import { answerOpenApi } from '../openapi/answer-openapi.ts'
import { describeApi } from '../openapi/describe-api.ts'
import { admitRequests } from '../overload/admit-requests.ts'
import type { Readiness } from '../readiness/readiness.ts'
import type { Connections } from '../server/watch-connections.ts'
import type { RequestState, RouteContext, Service } from '../service.ts'
import type { SpanRecorder } from '../tracing/span-recorder.ts'
import { answerHealth, answerReady } from './answer-probes.ts'
import { guardRoutes } from './guard-routes.ts'
import { observeRequests } from './observe-requests.ts'

/** What an app needs from whatever runs it. */
export interface AppContext<Settings> extends RouteContext<Settings> {
  metrics: ServiceMetrics
  logRequest: RequestLog
  /** Only where traces are exported. */
  spans: SpanRecorder | undefined
  readiness: Readiness
  connections: Connections
}

/** The Koa app of a service, which listens nowhere yet. */
export async function createApp<Settings>(
  service: Service<Settings>,
  context: AppContext<Settings>,
): Promise<Koa<RequestState>> {
  const { settings, readiness, connections } = context
  // Every method that Node reads: the router answers one that it does not know with 501, as if no path had it.
  const router = new Router<RequestState>({ methods: METHODS })
  await service.routes(router, context)
  const requests = createRequestMetrics(context.metrics)

  const app = new Koa<RequestState>()
  answerErrors(app)
  app.use(observeRequests({ ...context, requests, router }, connections))
  app.use(
    guardRoutes({
      own: new Map([
        ['/health', answerHealth],
        ['/ready', (ctx) => answerReady(ctx, readiness)],
        ['/openapi.json', answerOpenApi(describeApi(service, router))],
      ]),
      admit: admitRequests(connections, settings.MAX_REQUESTS_IN_FLIGHT),
      limitBody: limitBody(settings.MAX_BODY_BYTES),
    }),
  )
  if (settings.CHECK_RESPONSES) app.use(checkResponses())
  app.use(nameMissingAnswer)
  app.use(router.routes())
  app.use(router.allowedMethods())
  return app
}
