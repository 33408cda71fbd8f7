import { Router } from '@koa/router'
import Koa from 'koa'
import { METHODS } from 'node:http'
import { limitBody } from '../body/limit-body.ts'
import { checkResponses } from '../endpoint/check-responses.ts'
import { answerErrors, nameMissingAnswer } from '../errors/answer-error.ts'
import type { ServiceMetrics } from '../metrics/metrics.ts'
import { createRequestMetrics } from '../metrics/request-metrics.ts'
import { answerOpenApi } from '../openapi/answer-openapi.ts'
import { describeApi } from '../openapi/describe-api.ts'
import { admitRequests } from '../overload/admit-requests.ts'
import type { Readiness } from '../readiness/readiness.ts'
import type { Connections } from '../server/watch-connections.ts'
import type { RequestState, RouteContext, Service } from '../service.ts'
import type { SpanRecorder } from '../tracing/span-recorder.ts'
import { answerProbes } from './answer-probes.ts'
import { observeRequests } from './observe-requests.ts'
import { requireHost } from './require-host.ts'

/** What an app needs from whatever runs it. */
export interface AppContext<Settings> extends RouteContext<Settings> {
  metrics: ServiceMetrics
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
  // Every method that Node reads: the router answers one that it does not know with 501, as if no path had it.
  const router = new Router<RequestState>({ methods: METHODS })
  await service.routes(router, context)
  const requests = createRequestMetrics(context.metrics)

  const app = new Koa<RequestState>()
  answerErrors(app)
  app.use(observeRequests({ log: context.log, requests, router, spans: context.spans }))
  app.use(requireHost)
  app.use(answerProbes(context.readiness))
  app.use(answerOpenApi(describeApi(service, router)))
  app.use(admitRequests(router, context.connections, context.settings.MAX_REQUESTS_IN_FLIGHT))
  app.use(limitBody(context.settings.MAX_BODY_BYTES))
  if (context.settings.CHECK_RESPONSES) app.use(checkResponses())
  app.use(nameMissingAnswer)
  app.use(router.routes())
  app.use(router.allowedMethods())
  return app
}
