import { Piscina } from 'piscina'
import type { Logger } from 'pino'

/** Worker threads that take one task at a time each. */
export interface Threads<Input, Output> {
  /** Runs a task; a signal that aborts stops the thread that it runs on, whatever it does, and starts another. */
  run(input: Input, signal: AbortSignal): Promise<Output>
  /** Is done when a thread is there again after one was stopped or died. */
  recover(): Promise<void>
  close(): Promise<void>
}

/** What threads are started with. */
export interface ThreadsOptions<Input> {
  /** The module whose default export is the task. */
  worker: URL
  count: number
  /** A quick task for each thread, before it gets any other. */
  warmUp: Input
}

/**
 * Starts threads and waits until each has done its first task, so that a worker that cannot work keeps the service from
 * starting. A thread that dies later is replaced; only the task that it had fails.
 */
export async function startThreads<Input, Output>(
  { worker, count, warmUp }: ThreadsOptions<Input>,
  log: Logger,
): Promise<Threads<Input, Output>> {
  const pool = new Piscina<Input, Output>({
    filename: worker.href,
    minThreads: count,
    maxThreads: count,
    recordTiming: false,
  })
  pool.on('error', (err) => log.error({ err }, 'A worker thread failed without a task'))
  try {
    await Promise.all(Array.from({ length: count }, () => pool.run(warmUp)))
  } catch (error) {
    await pool.destroy()
    throw error
  }
  let closed = false
  return {
    run: (input, signal) => pool.run(input, { signal }),
    async recover() {
      // What is wrong with the new thread is told by the event; the next task finds out for itself.
      if (!closed) await pool.run(warmUp).catch(() => undefined)
    },
    async close() {
      closed = true
      await pool.destroy()
    },
  }
}
