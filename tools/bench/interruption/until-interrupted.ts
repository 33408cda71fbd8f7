const signals = ['SIGINT', 'SIGTERM'] as const

/**
 * Does something that has to be cleaned up after. When this process is told to stop meanwhile, the signal given to `action`
 * is aborted, so that it comes to its `finally`; then the process ends by what told it to. Told a second time it ends at once.
 */
export async function untilInterrupted(action: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stopping = new AbortController()
  let received: NodeJS.Signals | undefined
  // It stays until the end: where nobody else listens, execa takes a signal for the end of this process.
  const stop = (signal: NodeJS.Signals) => {
    if (received !== undefined) process.exit(1)
    received = signal
    stopping.abort()
  }
  for (const signal of signals) process.on(signal, stop)
  try {
    await action(stopping.signal)
  } catch (error) {
    if (received === undefined) throw error
  } finally {
    for (const signal of signals) process.off(signal, stop)
    if (received !== undefined) process.kill(process.pid, received)
  }
}
