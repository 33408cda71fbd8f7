import type { DestinationStream, Logger } from 'pino'
import { openAdminPort } from './admin/open-admin-port.ts'
import { createApp } from './app/create-app.ts'
import { createLogger, type LogIdentity } from './logs/create-logger.ts'
import { hideSecrets } from './logs/hide-secrets.ts'
import { createRequestLog } from './logs/log-request.ts'
import { standardOutput } from './logs/standard-output.ts'
import { createMetrics } from './metrics/metrics.ts'
import { watchOverload } from './overload/watch-overload.ts'
import { createReadiness } from './readiness/readiness.ts'
import { createHttpServer } from './server/create-http-server.ts'
import { listen } from './server/listen.ts'
import { refuseBrokenRequests } from './server/refuse-broken-requests.ts'
import { watchConnections } from './server/watch-connections.ts'
import type { Service } from './service.ts'
import type { BaseSettings } from './settings/base-settings.ts'
import { readSettings, type Environment } from './settings/read-settings.ts'
import { createReleases } from './stop/releases.ts'
import { stopInOrder } from './stop/stop-in-order.ts'
import { openSpanRecorder, type SpanRecorder } from './tracing/span-recorder.ts'

/** What else a start may be told. */
export interface StartOptions {
  /** Where log lines go; standard output by default. */
  destination?: DestinationStream
}

/** A service that takes requests. */
export interface RunningService {
  port: number
  /** Where it answers on this machine, without a slash at the end. */
  url: string
  /** Where `/metrics`, `/health` and `/ready` are on this machine, without a slash at the end. */
  adminUrl: string
  log: Logger
  /**
   * Says so in `/ready`, takes requests for `DRAIN_DELAY_MS` more, lets those that run finish, then releases what the service
   * holds. Throws a `ServiceError` when that takes longer than `STOP_DEADLINE_MS` or a release fails.
   */
  stop(): Promise<void>
}

/**
 * Starts a service with the variables of `environment`; `PORT: '0'` takes a free port.
 * Throws a `ServiceError` when a variable is wrong or the port is taken.
 */
export async function startService<Settings>(
  service: Service<Settings>,
  environment: Environment,
  options: StartOptions = {},
): Promise<RunningService> {
  const settings = readSettings(service, environment)
  const identity = { service: service.name, environment: settings.APP_ENV, level: settings.LOG_LEVEL }
  const destination = options.destination ?? standardOutput()
  const log = createLogger(identity, destination)
  const metrics = createMetrics(service.name)
  const server = createHttpServer(settings)
  const connections = watchConnections(server)
  refuseBrokenRequests(server, connections, log)
  const releases = createReleases(log)
  const phase: Phase = { listening: false, stopping: undefined }
  const isOverloaded = watchOverload(settings, connections, releases)
  const readiness = createReadiness({ log, ...readinessOptions(settings, phase), isOverloaded })

  try {
    const spans = await recordSpans(identity, settings, log)
    if (spans) releases.add(spans.stop, 'traces')
    const admin = await openAdminPort(settings, { metrics, log, readiness }, releases)
    const { readyWhen } = readiness
    const logRequest = createRequestLog(log, destination)
    const inside = { logRequest, spans, readiness, connections }
    const context = { settings, log, metrics, readyWhen, onStop: releases.add }
    const app = await createApp(service, { ...context, ...inside })
    server.on('request', app.callback())
    const port = await listen(server, 'PORT', settings.PORT)
    phase.listening = true
    log.info({ port, adminPort: admin.port }, 'Listening')
    const stop = () =>
      (phase.stopping ??= stopInOrder({ ...stopTimes(settings), connections, releases, log }))
    return { port, url: `http://127.0.0.1:${port}`, adminUrl: admin.url, log, stop }
  } catch (error) {
    // Why it cannot start matters more than what cannot end, which is in the log.
    await releases.run().catch(() => undefined)
    throw error
  }
}

async function recordSpans(
  { service, environment }: LogIdentity,
  { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }: BaseSettings,
  log: Logger,
): Promise<SpanRecorder | undefined> {
  if (endpoint === undefined) return undefined
  const warn = (reason: string) => log.warn({ reason: hideSecrets(reason) }, 'Cannot export traces')
  return openSpanRecorder({ endpoint, service, environment, warn })
}

interface Phase {
  listening: boolean
  stopping: Promise<void> | undefined
}

function readinessOptions(settings: BaseSettings, phase: Phase) {
  return {
    timeoutMs: settings.READY_TIMEOUT_MS,
    cacheMs: settings.READY_CACHE_MS,
    isStarting: () => !phase.listening,
    isStopping: () => phase.stopping !== undefined,
  }
}

function stopTimes(settings: BaseSettings) {
  return { drainDelayMs: settings.DRAIN_DELAY_MS, deadlineMs: settings.STOP_DEADLINE_MS }
}
