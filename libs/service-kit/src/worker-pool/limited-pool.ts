import type { WorkerPoolSettings } from './settings.ts'
import { Task } from './task.ts'
import type { Threads } from './threads.ts'
import { WorkerPoolError, type WorkerPoolErrorCode } from './worker-pool-error.ts'

/** Is told what becomes of tasks. */
export interface PoolObserver {
  /** A worker had a task for so many seconds. */
  worked(seconds: number): void
  /** A task was refused or given up. */
  gaveUp(code: WorkerPoolErrorCode): void
}

/** How much the newest task counts in the mean of their times. */
const newest = 0.1

/**
 * Limits what threads get to do: a task for each thread, a queue with an end, a deadline for each task. The queue is here as
 * piscina's `maxQueue` does not count tasks that have a signal.
 */
export class LimitedPool<Input, Output> {
  readonly settings: WorkerPoolSettings
  observer: PoolObserver | undefined
  readonly #threads: Threads<Input, Output>
  /** In the order in which they came. */
  readonly #waiting = new Set<Task<Input, Output>>()
  #busy = 0
  #meanSeconds = 0
  #closed = false

  constructor(threads: Threads<Input, Output>, settings: WorkerPoolSettings) {
    this.#threads = threads
    this.settings = settings
  }

  get busy(): number {
    return this.#busy
  }

  get waiting(): number {
    return this.#waiting.size
  }

  async run(input: Input, caller?: AbortSignal): Promise<Output> {
    try {
      return await this.#admit(input, caller)
    } catch (error) {
      if (error instanceof WorkerPoolError) this.observer?.gaveUp(error.code)
      throw error
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const task of this.#waiting) task.reject(new WorkerPoolError('closed', 'Stopping'))
    await this.#threads.close()
  }

  async #admit(input: Input, caller: AbortSignal | undefined): Promise<Output> {
    const { POOL_THREADS, POOL_QUEUE_LIMIT, POOL_DEADLINE_MS: deadlineMs } = this.settings
    if (this.#closed) throw new WorkerPoolError('closed', 'Stopping')
    const isFree = this.#busy < POOL_THREADS
    if (!isFree && this.waiting >= POOL_QUEUE_LIMIT) throw this.#refuse()
    const task = new Task<Input, Output>(input, { deadlineMs, caller })
    if (isFree) void this.#start(task)
    else this.#waiting.add(task)
    try {
      return await task.result
    } finally {
      this.#waiting.delete(task)
    }
  }

  /** Tells to come again when those that wait now will be through. */
  #refuse(): WorkerPoolError {
    const seconds = (this.#meanSeconds * (this.waiting + 1)) / this.settings.POOL_THREADS
    const retryAfterSeconds = Math.max(1, Math.ceil(seconds))
    return new WorkerPoolError('queue-full', 'All workers are busy', { retryAfterSeconds })
  }

  async #start(task: Task<Input, Output>): Promise<void> {
    const begun = performance.now()
    task.begun = begun
    this.#busy += 1
    try {
      task.resolve(await this.#threads.run(task.input, task.stop))
      this.#count((performance.now() - begun) / 1000)
    } catch (error) {
      task.reject(error)
      this.#count((performance.now() - begun) / 1000)
      // Until then its place is taken: whoever waits has not begun.
      await this.#threads.recover()
    }
    this.#busy -= 1
    this.#startNext()
  }

  #count(seconds: number): void {
    const weight = this.#meanSeconds === 0 ? 1 : newest
    this.#meanSeconds += weight * (seconds - this.#meanSeconds)
    this.observer?.worked(seconds)
  }

  #startNext(): void {
    for (const task of this.#waiting) {
      this.#waiting.delete(task)
      if (task.stop.aborted) continue
      void this.#start(task)
      return
    }
  }
}
