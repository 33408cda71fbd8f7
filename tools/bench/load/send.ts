import { finished } from 'node:stream/promises'
import { Pool } from 'undici'
import type { Load, LoadRequest } from './load.ts'
import type { Outcomes } from './outcomes.ts'

/** The connections of a load; ask `destroy()` of it at the end. */
export function openPool({ origin, connections, timeoutMs = 30_000 }: Load): Pool {
  return new Pool(origin, {
    connections,
    pipelining: 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
  })
}

/** Sends one request, reads the whole answer, and counts it; `since` is when its latency begins. Never rejects. */
export async function send(
  pool: Pool,
  { path, method = 'GET', headers = {}, body }: LoadRequest,
  outcomes: Outcomes,
  since: number,
): Promise<void> {
  try {
    const response = await pool.request({ path, method, headers, body: body ?? null })
    // Not `dump()`, which takes a cut answer for a whole one.
    await finished(response.body.resume())
    outcomes.add(response.statusCode, performance.now() - since)
  } catch (error) {
    const { code = 'failed' } = error as { code?: string }
    outcomes.add(code, performance.now() - since)
  }
}
