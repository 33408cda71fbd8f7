import { fibonacci } from './kernel.ts'

/** What a worker gives back: the number, and the whole milliseconds that it took, without the time in the queue. */
export interface Computed {
  result: number
  durationMs: number
}

/** The task of a worker thread. */
export default function compute(n: number): Computed {
  const start = performance.now()
  const result = fibonacci(n)
  return { result, durationMs: Math.trunc(performance.now() - start) }
}
