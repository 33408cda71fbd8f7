import type { RouteContext } from '../service.ts'
import { LimitedPool } from './limited-pool.ts'
import { measurePool } from './measure-pool.ts'
import type { WorkerPoolSettings } from './settings.ts'
import { startThreads } from './threads.ts'

/** Worker threads for what would keep the thread that answers requests from doing so. */
export interface WorkerPool<Input, Output> {
  /**
   * Gives what the worker's default export gives for `input`. Throws a `WorkerPoolError` at once when the queue is full, and
   * when the deadline passes or `caller` aborts (pass on `ctx.state.signal`): the place in the queue is free then, and a
   * worker that runs is stopped and replaced. Of an error of the worker arrive its class, message and stack.
   */
  run(input: Input, caller?: AbortSignal): Promise<Output>
  /** Ends the threads, and all tasks with the code `closed`. */
  close(): Promise<void>
}

/** What a pool is made of. */
export interface WorkerPoolOptions<Input> {
  /** For metrics, such as `fibonacci`. */
  name: string
  /** The module whose default export is the task; see `workerFile`. */
  worker: URL
  /** A quick task that each thread does before the service listens: one that cannot work keeps it from starting. */
  warmUp: Input
  settings: WorkerPoolSettings
}

/** What a pool needs from the service that has it: `routes` gets it. */
export type WorkerPoolContext = Pick<RouteContext<unknown>, 'log' | 'metrics' | 'onStop'>

/** Starts the threads of a pool, which ends with the service. Throws what keeps a worker from its first task. */
export async function openWorkerPool<Input, Output>(
  { name, worker, warmUp, settings }: WorkerPoolOptions<Input>,
  { log, metrics, onStop }: WorkerPoolContext,
): Promise<WorkerPool<Input, Output>> {
  const count = settings.POOL_THREADS
  const threads = await startThreads<Input, Output>({ worker, count, warmUp }, log)
  const pool = new LimitedPool(threads, settings)
  measurePool(name, pool, metrics)
  onStop(() => pool.close())
  return pool
}
