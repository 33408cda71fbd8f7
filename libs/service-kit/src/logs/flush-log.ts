import type { Logger } from 'pino'

/** Is done when every line so far has left the process. */
export function flushLog(log: Logger): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  log.flush(() => resolve())
  return promise
}
