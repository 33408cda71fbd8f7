import {
  openWorkerPool,
  workerFile,
  type WorkerPool,
  type WorkerPoolContext,
  type WorkerPoolSettings,
} from '@slipway/service-kit/worker-pool'
import type { Computed } from './fibonacci.worker.ts'

/**
 * Takes milliseconds, and has V8 compile the kernel for good before the first request, from what it saw of real work: calls that hardly
 * recurse would make it compile code that takes twice as long, and it does so once.
 */
const warmUp = 25

/** Starts the threads that compute Fibonacci numbers. */
export function openFibonacciPool(
  settings: WorkerPoolSettings,
  context: WorkerPoolContext,
): Promise<WorkerPool<number, Computed>> {
  const worker = workerFile('fibonacci.worker', import.meta.url)
  return openWorkerPool({ name: 'fibonacci', worker, warmUp, settings }, context)
}
