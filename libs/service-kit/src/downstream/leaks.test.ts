import { behaviours, type Behaviour } from '@slipway/testing/downstream'
import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { caller, fail, item, open } from './testing/open.ts'

const { answer, json } = behaviours
const patience = { timeout: 10_000 }
const faults: Behaviour[] = [
  json({ id: 1 }),
  behaviours.hang,
  behaviours.reset,
  behaviours.hangUp,
  behaviours.garbage,
  behaviours.cutShort,
  behaviours.endless,
  behaviours.drip({ id: 1 }, 5),
  behaviours.stale(json({ id: 1 })),
  answer(503),
  answer(200, 'no'),
]

describe('many calls of all kinds', () => {
  it('leave no connection, timer or listener behind', async () => {
    const warnings: Error[] = []
    const warn = (warning: Error) => void warnings.push(warning)
    process.on('warning', warn)
    const breaker = { calls: 1000, minimumCalls: 1000 }
    const limits = { timeoutMs: 60, connections: 8, waiting: 100, breaker }
    let asked = 0
    const { server, downstream } = await open(
      (socket, request) => faults[(asked += 1) % faults.length]!(socket, request),
      limits,
    )
    const patient = new AbortController()
    const before = countResources()
    for (let round = 0; round < 10; round += 1) {
      const calls = Array.from({ length: 33 }, () => fail(downstream.getJson(item, caller(patient))))
      expect((await Promise.all(calls)).map(({ code }) => code)).not.toContain(undefined)
    }
    expect(getEventListeners(patient.signal, 'abort')).toEqual([])
    await downstream.close()
    await expect.poll(() => server.open, patience).toBe(0)
    await expect.poll(countResources, patience).toEqual(before)
    process.off('warning', warn)
    expect(warnings).toEqual([])
  })
})

describe('a call that is over', () => {
  it('leaves no timer behind that would run for as long as the call could have', async () => {
    const { downstream } = await open(json({ id: 1 }), { timeoutMs: 600_000 })
    const before = countResources()['Timeout']!
    for (let index = 0; index < 20; index += 1) await downstream.getJson(item, caller())
    // The pool has a few of its own.
    await expect.poll(() => countResources()['Timeout'], patience).toBeLessThan(before + 10)
  })
})

/** What keeps the process busy, by kind. */
function countResources(): Record<string, number> {
  const counts: Record<string, number> = { Timeout: 0, TCPSocketWrap: 0 }
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1
  return { Timeout: counts['Timeout']!, TCPSocketWrap: counts['TCPSocketWrap']! }
}
