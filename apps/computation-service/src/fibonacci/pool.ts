import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import type { Computed } from './fibonacci.worker.ts'

/** Worker threads that compute Fibonacci numbers, as many as there are processors; further work waits its turn. */
export interface FibonacciPool {
  compute(n: number): Promise<Computed>
  /** Ends the threads; call it when nothing runs any more. */
  close(): Promise<void>
}

/** In a bundle the worker lies beside the file that this code became part of. */
const worker = new URL(
  import.meta.url.endsWith('.ts') ? './fibonacci.worker.ts' : './fibonacci.worker.js',
  import.meta.url,
)

/** Starts the threads. */
export function openFibonacciPool(threads: number = availableParallelism()): FibonacciPool {
  const pool = new Piscina<number, Computed>({
    filename: worker.href,
    minThreads: threads,
    maxThreads: threads,
  })
  return { compute: (n) => pool.run(n), close: () => pool.destroy() }
}
