import type { DestinationStream, Logger } from 'pino'
import { createServer } from 'node:http'
import { closeAdminServer, createAdminServer } from './admin/admin-server.ts'
import { createApp } from './app/create-app.ts'
import { createLogger } from './logs/create-logger.ts'
import { createMetrics } from './metrics/metrics.ts'
import { createReadiness } from './readiness/readiness.ts'
import { listen } from './server/listen.ts'
import { prepareClose } from './server/prepare-close.ts'
import type { Service } from './service.ts'
import { adminPort } from './settings/base-settings.ts'
import { readSettings, type Environment } from './settings/read-settings.ts'

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
  /** Stops taking connections, lets running requests finish, then releases what the service holds. */
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
  const log = createLogger(identity, options.destination)
  const releases: (() => Promise<void> | void)[] = []
  const server = createServer()
  const close = prepareClose(server)
  const metrics = createMetrics(service.name)
  let listening = false
  let stopping: Promise<void> | undefined

  async function releaseAll() {
    for (const release of releases.toReversed()) await release()
  }
  async function stop() {
    await close()
    await releaseAll()
    log.info('Stopped')
  }

  try {
    const readiness = createReadiness({
      log,
      timeoutMs: settings.READY_TIMEOUT_MS,
      cacheMs: settings.READY_CACHE_MS,
      isStopping: () => stopping !== undefined,
      isStarting: () => !listening,
      isOverloaded: () => false,
    })
    const app = await createApp(service, {
      settings,
      log,
      metrics,
      readiness,
      readyWhen: readiness.readyWhen,
      onStop: (release) => void releases.push(release),
    })
    server.on('request', app.callback())
    const admin = createAdminServer({ metrics, log, readiness })
    const ownAdminPort = await listen(admin, adminPort(settings))
    // The first to be released last: whoever watches the drain asks there.
    releases.unshift(() => closeAdminServer(admin))
    const port = await listen(server, settings.PORT)
    listening = true
    log.info({ port, adminPort: ownAdminPort }, 'Listening')
    return {
      port,
      url: `http://127.0.0.1:${port}`,
      adminUrl: `http://127.0.0.1:${ownAdminPort}`,
      log,
      stop: () => (stopping ??= stop()),
    }
  } catch (error) {
    await releaseAll()
    throw error
  }
}
