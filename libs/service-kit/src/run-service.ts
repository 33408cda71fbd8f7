import { constants } from 'node:os'
import type { Logger } from 'pino'
import { createLogger } from './logs/create-logger.ts'
import { flushLog } from './logs/flush-log.ts'
import { stepLevel } from './logs/step-level.ts'
import type { Service } from './service.ts'
import { ServiceError } from './service-error.ts'
import { defaultEnvironment } from './settings/base-settings.ts'
import { startService, type RunningService } from './start-service.ts'

/** The part of Node's `process` that a service is run by. */
export interface ServiceProcess {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly pid: number
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown
  on(event: 'uncaughtException', listener: (error: unknown, origin: string) => void): unknown
  removeAllListeners(signal: NodeJS.Signals): unknown
  kill(pid: number, signal: NodeJS.Signals): unknown
  exit(code: number): unknown
}

/**
 * Runs a service for the life of `process`: the one call of a `main.ts`. SIGTERM and SIGINT stop it in peace, exit 0; a
 * second signal ends it at once. An error that nobody caught stops it in peace too, as nobody knows what state it left, exit 1.
 * SIGUSR2 makes it log more, and again as before. What keeps it from starting, or from stopping in time, is logged, exit 1.
 */
export async function runService<Settings>(
  service: Service<Settings>,
  process: ServiceProcess,
): Promise<void> {
  const log = firstLog(service, process)
  const life: Life = { running: undefined, stopping: false, exitCode: 0, log, stepLevel: stepLevel(log) }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void onSignal(life, process, signal))
  }
  // From the start, as a signal that nobody listens to would end the process.
  process.on('SIGUSR2', () => life.stepLevel())
  // Rejections that nobody handles come here as well.
  process.on('uncaughtException', (err, origin) => void onUncaught(life, process, { err, origin }))
  try {
    life.running = await startService(service, process.env)
    life.log = life.running.log
    life.stepLevel = stepLevel(life.log)
  } catch (error) {
    logFailure(life.log, error, 'Cannot start')
    await exit(life, process, 1)
  }
}

interface Life {
  running: RunningService | undefined
  stopping: boolean
  exitCode: number
  log: Logger
  stepLevel(): void
}

async function onSignal(life: Life, process: ServiceProcess, signal: NodeJS.Signals): Promise<void> {
  if (life.stopping) return endAtOnce(process, signal)
  const stopped = stop(life, process)
  // The line tells that no connection is taken any more, or that the drain delay has begun.
  life.log.info({ signal }, 'Stopping')
  await stopped
}

async function onUncaught(
  life: Life,
  process: ServiceProcess,
  facts: { err: unknown; origin: string },
): Promise<void> {
  life.log.fatal(facts, 'Uncaught error')
  life.exitCode = 1
  if (!life.stopping) await stop(life, process)
}

/** Nothing is to be kept while it starts, as it took no request yet. */
async function stop(life: Life, process: ServiceProcess): Promise<void> {
  life.stopping = true
  try {
    await life.running?.stop()
  } catch (error) {
    logFailure(life.log, error, 'Cannot stop in peace')
    life.exitCode = 1
  }
  await exit(life, process, life.exitCode)
}

async function exit({ log }: Life, process: ServiceProcess, code: number): Promise<void> {
  await flushLog(log)
  process.exit(code)
}

/** As if the process had never listened to the signal. The first process of a container does not die of a signal, so it exits. */
function endAtOnce(process: ServiceProcess, signal: NodeJS.Signals): void {
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
  process.exit(128 + constants.signals[signal])
}

function logFailure(log: Logger, error: unknown, message: string): void {
  if (!(error instanceof ServiceError)) return log.fatal({ err: error }, message)
  const { code, problems, open } = error
  log.fatal({ code, ...(problems.length > 0 ? { problems } : {}), ...open }, error.message)
}

/** For what happens before the settings are known. */
function firstLog({ name }: { name: string }, { env }: ServiceProcess): Logger {
  const environment = env['APP_ENV'] || defaultEnvironment
  return createLogger({ service: name, environment, level: 'info' })
}
