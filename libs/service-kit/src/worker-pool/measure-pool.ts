import type { Metrics } from '../metrics/metrics.ts'
import type { PoolObserver } from './limited-pool.ts'
import type { WorkerPoolSettings } from './settings.ts'

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** What a pool shows of itself. */
export interface MeasuredPool {
  readonly settings: WorkerPoolSettings
  readonly busy: number
  readonly waiting: number
  observer: PoolObserver | undefined
}

/** Tells in metrics what a pool does. */
export function measurePool(name: string, pool: MeasuredPool, metrics: Metrics): void {
  const labelNames = ['pool'] as const
  const gauge = (what: string, help: string, read: () => number): void => {
    metrics.gauge({
      name: `worker_pool_${what}`,
      help,
      labelNames,
      collect() {
        this.set({ pool: name }, read())
      },
    })
  }
  gauge('threads', 'Worker threads.', () => pool.settings.POOL_THREADS)
  gauge('busy_workers', 'Worker threads that have a task.', () => pool.busy)
  gauge('queue_length', 'Tasks that wait for a worker.', () => pool.waiting)
  gauge('queue_limit', 'Tasks that may wait for a worker.', () => pool.settings.POOL_QUEUE_LIMIT)
  const rejected = metrics.counter({
    name: 'worker_pool_rejected_total',
    help: 'Tasks that were refused or given up, by why.',
    labelNames: ['pool', 'reason'],
  })
  const durations = metrics.histogram({
    name: 'worker_pool_task_duration_seconds',
    help: 'How long workers had a task, without the time in the queue.',
    labelNames,
    buckets,
  })
  pool.observer = {
    worked: (seconds) => durations.observe({ pool: name }, seconds),
    gaveUp: (reason) => rejected.inc({ pool: name, reason }),
  }
}
