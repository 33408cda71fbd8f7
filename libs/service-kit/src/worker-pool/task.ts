import { WorkerPoolError } from './worker-pool-error.ts'

/** What a task is limited by. */
export interface TaskLimits {
  deadlineMs: number
  /** Aborts when nobody waits for the result any more. */
  caller: AbortSignal | undefined
}

/** One task on its way through a pool: it is over once, by a result, an error, its deadline or its caller. */
export class Task<Input, Output> {
  readonly input: Input
  readonly result: Promise<Output>
  /** When a worker got it, on the clock of `performance.now()`. */
  begun: number | undefined
  readonly #stop = new AbortController()
  readonly #settle = Promise.withResolvers<Output>()
  readonly #timer: NodeJS.Timeout
  readonly #limits: TaskLimits

  constructor(input: Input, limits: TaskLimits) {
    this.input = input
    this.result = this.#settle.promise
    this.#limits = limits
    this.#timer = setTimeout(() => this.#expire(), limits.deadlineMs)
    limits.caller?.addEventListener('abort', this.#leave)
    if (limits.caller?.aborted) this.#leave()
  }

  /** Aborts when the task is given up: the worker that has it is to be stopped. */
  get stop(): AbortSignal {
    return this.#stop.signal
  }

  resolve(output: Output): void {
    this.#end()
    this.#settle.resolve(output)
  }

  reject(error: unknown): void {
    this.#end()
    this.#settle.reject(error)
  }

  #giveUp(error: WorkerPoolError): void {
    this.reject(error)
    this.#stop.abort()
  }

  #expire(): void {
    const { deadlineMs } = this.#limits
    const [code, when] =
      this.begun === undefined
        ? (['not-begun', 'no worker was free'] as const)
        : (['not-finished', 'it was not finished'] as const)
    this.#giveUp(
      new WorkerPoolError(code, `Cannot answer in time: ${when} within ${deadlineMs} ms`, {
        ...(code === 'not-begun' && { retryAfterSeconds: Math.ceil(deadlineMs / 1000) }),
      }),
    )
  }

  readonly #leave = (): void => {
    const { name } = Object(this.#limits.caller?.reason) as { name?: string }
    if (name === 'TimeoutError') this.#expire()
    else this.#giveUp(new WorkerPoolError('caller-gone', 'Nobody waits for this result any more'))
  }

  #end(): void {
    clearTimeout(this.#timer)
    this.#limits.caller?.removeEventListener('abort', this.#leave)
  }
}
