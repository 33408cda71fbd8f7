import { z } from 'zod'
import { availableCpus } from '../cpu/available-cpus.ts'
import { wholeNumber } from '../settings/values.ts'

/**
 * The variables of a service that has a worker pool: its threads, by default as many as the cgroup's quota lets run; the
 * tasks that may wait for one; the milliseconds after which a task is given up, those in the queue included.
 */
export const workerPoolSettings = z.object({
  POOL_THREADS: wholeNumber(1, 1024).default(() => availableCpus()),
  POOL_QUEUE_LIMIT: wholeNumber(0, 100_000).default(16),
  POOL_DEADLINE_MS: wholeNumber(1, 3_600_000).default(10_000),
})

/** The settings of a worker pool. */
export type WorkerPoolSettings = z.infer<typeof workerPoolSettings>
