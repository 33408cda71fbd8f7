import { startDownstream, type Behaviour } from '@slipway/testing/downstream'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import type { Caller, Downstream } from '../downstream.ts'
import { openDownstream } from '../open-downstream.ts'
import type { DownstreamOptions } from '../options.ts'

/** What the servers of these tests answer when they are well. */
export const item = z.object({ id: z.number() })

/** A caller with as much patience as is said. */
export function caller({
  signal = new AbortController().signal,
  deadlineMs,
}: { signal?: AbortSignal; deadlineMs?: number } = {}): Caller {
  const deadline = deadlineMs === undefined ? undefined : performance.now() + deadlineMs
  return { signal, deadline, outgoing: () => ({ 'x-request-id': 'req-1' }) }
}

/** A real server that behaves like this, and a client of it; both end with the test. */
export async function open(behaviour: Behaviour, options: Partial<DownstreamOptions> = {}) {
  const server = await startDownstream(behaviour)
  const downstream = openDownstream({
    name: 'items',
    url: `${server.url}/items`,
    timeoutMs: 5000,
    ...options,
  })
  onTestFinished(async () => {
    await downstream.close()
    await server.close()
  })
  return { server, downstream }
}

/** The code of the error that a call ends with, and after how many milliseconds. */
export async function fail(call: Promise<unknown>): Promise<{ code: unknown; afterMs: number }> {
  const begun = performance.now()
  const code: unknown = await call.then(
    () => 'none',
    (error: { code: unknown }) => error.code,
  )
  return { code, afterMs: performance.now() - begun }
}

/** So many calls one after the other; gives the codes that they ended with. */
export async function failTimes(count: number, downstream: Downstream): Promise<unknown[]> {
  const codes: unknown[] = []
  for (let index = 0; index < count; index += 1) {
    codes.push((await fail(downstream.getJson(item, caller()))).code)
  }
  return codes
}
