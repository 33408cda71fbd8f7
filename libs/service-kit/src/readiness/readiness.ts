import type { Logger } from 'pino'
import { cacheCheck, type CachedCheck, type ReadyCheck } from './ready-check.ts'

/** Whether a service takes traffic, and if not why: `Starting`, `Stopping`, `Overloaded`, or the checks that fail. */
export type ReadyState = { ready: true } | { ready: false; reason: string }

/** What `/ready` tells, on whichever port it is asked. */
export interface Readiness {
  /** Makes `check` part of the answer; `name` is shown to whoever asks, and logged. */
  readyWhen(name: string, check: ReadyCheck): void
  /** Never rejects, and takes no longer than the slowest check may. */
  state(): Promise<ReadyState>
}

export interface ReadinessOptions {
  log: Logger
  /** After which a check has failed, in milliseconds. */
  timeoutMs: number
  /** How long the result of a check counts, in milliseconds: probes of many kinds must not hammer a database. */
  cacheMs: number
  /** Before the service listens, as the admin port does already. */
  isStarting(): boolean
  isStopping(): boolean
  isOverloaded(): boolean
}

/** Readiness of a service that has no checks yet. */
export function createReadiness(options: ReadinessOptions): Readiness {
  const checks = new Map<string, CachedCheck>()
  return {
    readyWhen: (name, check) => void checks.set(name, cacheCheck(name, check, options)),
    async state() {
      if (options.isStopping()) return notReady('Stopping')
      if (options.isStarting()) return notReady('Starting')
      if (options.isOverloaded()) return notReady('Overloaded')
      const results = await Promise.all([...checks].map(async ([name, passes]) => [name, await passes()]))
      const failed = results.filter(([, passed]) => !passed).map(([name]) => name)
      // It may have begun to stop while the checks ran.
      if (options.isStopping()) return notReady('Stopping')
      return failed.length === 0 ? { ready: true } : notReady(`Waiting for ${failed.join(', ')}`)
    },
  }
}

function notReady(reason: string): ReadyState {
  return { ready: false, reason }
}
