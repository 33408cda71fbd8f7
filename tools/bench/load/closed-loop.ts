import type { Load } from './load.ts'
import { Outcomes, type LoadReport } from './outcomes.ts'
import { openPool, send } from './send.ts'

/**
 * Sends the next request on each connection as soon as the one before is answered: measures throughput. Its latency says
 * little, as it sends less while it waits.
 */
export async function closedLoop(load: Load): Promise<LoadReport> {
  const pool = openPool(load)
  const outcomes = new Outcomes()
  const end = performance.now() + load.durationMs
  let index = 0

  async function work() {
    while (performance.now() < end && !load.signal?.aborted) {
      await send(pool, load.request(index++), outcomes, performance.now())
    }
  }
  await Promise.all(Array.from({ length: load.connections }, work))
  const report = outcomes.report()
  await pool.destroy()
  return report
}
