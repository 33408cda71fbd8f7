import { setTimeout as delay } from 'node:timers/promises'
import type { Load } from './load.ts'
import { Outcomes, type LoadReport } from './outcomes.ts'
import { openPool, send } from './send.ts'

/**
 * Sends so many requests per second, whether or not those before are answered: measures latency. It counts from the time
 * at which a request was to be sent, so that waiting for a connection, or for this very process, is part of it.
 */
export async function fixedRate(load: Load & { readonly perSecond: number }): Promise<LoadReport> {
  const pool = openPool(load)
  const outcomes = new Outcomes()
  const running = new Set<Promise<void>>()
  const start = performance.now()
  const spacing = 1000 / load.perSecond
  const count = Math.floor(load.durationMs / spacing)

  for (let index = 0; index < count && !load.signal?.aborted; index += 1) {
    const due = start + index * spacing
    const wait = due - performance.now()
    if (wait > 0) await delay(wait)
    const sent = send(pool, load.request(index), outcomes, due)
    running.add(sent)
    void sent.then(() => running.delete(sent))
  }
  await Promise.all(running)
  const report = outcomes.report()
  await pool.destroy()
  return report
}
