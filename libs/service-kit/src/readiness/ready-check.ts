import type { ReadinessOptions } from './readiness.ts'

/**
 * Asks whether something that the service cannot work without is there. It is, unless this throws, rejects, gives `false` or takes
 * too long; `signal` is aborted then.
 */
export type ReadyCheck = (signal: AbortSignal) => unknown

/** A check that never rejects, and whose result counts for a while. */
export type CachedCheck = () => Promise<boolean>

/** Runs `check` once at a time, and not again while its result counts. Logs when the result changes, and why. */
export function cacheCheck(
  name: string,
  check: ReadyCheck,
  { log, timeoutMs, cacheMs }: Pick<ReadinessOptions, 'log' | 'timeoutMs' | 'cacheMs'>,
): CachedCheck {
  let passed = true
  let since = Number.NEGATIVE_INFINITY
  let running: Promise<boolean> | undefined

  async function run(): Promise<boolean> {
    const failure = await findFailure(check, timeoutMs)
    if (failure && passed) log.warn({ check: name, err: failure }, 'Not ready')
    if (!failure && !passed) log.info({ check: name }, 'Ready again')
    passed = failure === undefined
    since = performance.now()
    running = undefined
    return passed
  }
  return async () => (performance.now() - since < cacheMs ? passed : (running ??= run()))
}

/** Gives why the check fails, nothing when it passes. */
async function findFailure(check: ReadyCheck, timeoutMs: number): Promise<Error | undefined> {
  const over = new AbortController()
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    const error = new Error(`No result within ${timeoutMs} ms`)
    timeout.reject(error)
    over.abort(error)
  }, timeoutMs)
  try {
    const result = await Promise.race([callCheck(check, over.signal), timeout.promise])
    return result === false ? new Error('The check gave false') : undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  } finally {
    clearTimeout(timer)
  }
}

/** Makes what a check throws at once a rejection too. */
async function callCheck(check: ReadyCheck, signal: AbortSignal): Promise<unknown> {
  return check(signal)
}
