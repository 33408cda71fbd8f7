import path from 'node:path'
import { closedLoop } from '../load/closed-loop.ts'
import { fixedRate } from '../load/fixed-rate.ts'
import type { Latency } from '../load/outcomes.ts'
import { startProcess } from '../processes/start-process.ts'

const service = path.resolve(import.meta.dirname, '../../../apps/computation-service/src/main.ts')

/** What was measured. */
export interface BusyHealth {
  /** Of `/health`, in milliseconds from when each request was due. */
  readonly latency: Latency
  /** Requests for `/health` by status. */
  readonly outcomes: Readonly<Record<string, number>>
  /** Computations that were finished meanwhile. */
  readonly computed: number
}

/** Asks computation-service for `/health` while each of its workers has a task and as many wait. */
export async function busyHealth(options: { perSecond: number; durationMs: number }): Promise<BusyHealth> {
  const { url: origin, end } = await startProcess(service)
  try {
    const over = new AbortController()
    const busy = closedLoop({
      origin,
      connections: 8,
      // Ended by the signal.
      durationMs: 2 * options.durationMs,
      signal: over.signal,
      request: () => ({ path: '/api/compute?n=38' }),
    })
    const health = await fixedRate({
      ...options,
      origin,
      connections: 20,
      request: () => ({ path: '/health' }),
    })
    over.abort()
    const computed = (await busy).outcomes['200'] ?? 0
    return { latency: health.latency, outcomes: health.outcomes, computed }
  } finally {
    await end()
  }
}
