import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { median } from '../figures/median.ts'
import { closedLoop } from '../load/closed-loop.ts'
import { fixedRate } from '../load/fixed-rate.ts'
import type { LoadReport } from '../load/outcomes.ts'
import { readMemory } from '../processes/read-memory.ts'
import { startProcess } from '../processes/start-process.ts'

const service = path.resolve(import.meta.dirname, '../../../apps/computation-service/src/main.ts')

/** How hard to press. */
export interface OverloadOptions {
  /** What is computed. */
  readonly n: number
  /** Requests per second, by what the service can do, which is measured first. */
  readonly rate: (capacityPerSecond: number) => number
  readonly calibrationMs: number
  readonly durationMs: number
  readonly threads: number
  readonly queueLimit: number
}

/** What was measured; times are in milliseconds, memory in megabytes. */
export interface Overload {
  readonly capacityPerSecond: number
  /** The median of a request when every worker has one and nobody waits. */
  readonly serviceMs: number
  readonly report: LoadReport
  /** Of the second quarter of the time, and of the last: the first fills what is filled once. */
  readonly memory: { readonly early: number; readonly late: number }
}

/** Offers computation-service more than it can do, whether or not it answers. */
export async function overload(options: OverloadOptions): Promise<Overload> {
  const { n, rate, threads, queueLimit } = options
  const environment = {
    POOL_THREADS: String(threads),
    POOL_QUEUE_LIMIT: String(queueLimit),
    // As in a small container: V8 lets the heap grow for as long as the machine has room, leak or no leak.
    NODE_OPTIONS: '--max-old-space-size=256',
  }
  const { url: origin, pid, end } = await startProcess(service, { environment })
  try {
    const request = () => ({ path: `/api/compute?n=${n}` })
    const calm = await closedLoop({
      origin,
      request,
      connections: threads,
      durationMs: options.calibrationMs,
    })
    const over = new AbortController()
    const memory = watchMemory(pid, over.signal)
    const report = await fixedRate({
      origin,
      request,
      durationMs: options.durationMs,
      perSecond: rate(calm.perSecond),
      // Enough that refusals never wait for a connection behind those that compute.
      connections: 8 * (threads + queueLimit),
    })
    over.abort()
    return {
      capacityPerSecond: calm.perSecond,
      serviceMs: calm.latency.p50,
      report,
      memory: quarters(await memory),
    }
  } finally {
    await end()
  }
}

async function watchMemory(pid: number, signal: AbortSignal): Promise<number[]> {
  const samples: number[] = []
  while (!signal.aborted) {
    samples.push(await readMemory(pid))
    await delay(100)
  }
  return samples
}

function quarters(samples: readonly number[]): Overload['memory'] {
  const quarter = samples.length / 4
  return {
    early: median(samples.slice(Math.floor(quarter), Math.ceil(2 * quarter))),
    late: median(samples.slice(Math.floor(3 * quarter))),
  }
}
