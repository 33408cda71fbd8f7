import { createLogger } from './logs/create-logger.ts'
import type { Service } from './service.ts'
import { ServiceError } from './service-error.ts'
import { startService, type RunningService } from './start-service.ts'

/** The part of Node's `process` that a service is run by. */
export interface ServiceProcess {
  env: Readonly<Record<string, string | undefined>>
  once(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown
  exit(code: number): unknown
}

/**
 * Runs a service for the life of `process`: the one call of a `main.ts`. SIGTERM and SIGINT stop it in peace, exit 0; a
 * second signal ends it at once. What keeps it from starting is logged, exit 1.
 */
export async function runService<Settings>(
  service: Service<Settings>,
  process: ServiceProcess,
): Promise<void> {
  const running = await start(service, process)
  if (!running) return
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void stop(running, process, signal))
  }
}

async function start<Settings>(
  service: Service<Settings>,
  process: ServiceProcess,
): Promise<RunningService | undefined> {
  try {
    return await startService(service, process.env)
  } catch (error) {
    const log = createLogger({
      service: service.name,
      environment: process.env['APP_ENV'] ?? '',
      level: 'info',
    })
    if (error instanceof ServiceError)
      log.fatal({ code: error.code, problems: error.problems }, error.message)
    else log.fatal({ err: error }, 'Cannot start')
    process.exit(1)
    return undefined
  }
}

async function stop(running: RunningService, process: ServiceProcess, signal: NodeJS.Signals): Promise<void> {
  const stopped = running.stop()
  // The line tells that no connection is taken any more.
  running.log.info({ signal }, 'Stopping')
  try {
    await stopped
    process.exit(0)
  } catch (err) {
    running.log.fatal({ err }, 'Cannot stop in peace')
    process.exit(1)
  }
}
