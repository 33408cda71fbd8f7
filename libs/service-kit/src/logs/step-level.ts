import type { Logger } from 'pino'

/**
 * Gives a function that changes how much a running service logs: to `debug`, then back to what it was, and so on. A service
 * that logs as much by its settings steps to `trace`. Each step is told at a level that shows before and after it.
 */
export function stepLevel(log: Logger): () => void {
  const settled = log.level
  const verbose = settled === 'debug' || settled === 'trace' ? 'trace' : 'debug'
  return () => {
    const level = log.level === verbose ? settled : verbose
    if (level === verbose) log.level = level
    log.info({ logLevel: level }, 'Log level')
    log.level = level
  }
}
