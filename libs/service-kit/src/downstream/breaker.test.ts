import { behaviours } from '@slipway/testing/downstream'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { caller, fail, failTimes, item, open } from './testing/open.ts'

const { answer, json } = behaviours
const well = json({ id: 1 })
const breaker = { calls: 4, minimumCalls: 4, openMs: 200 }
const options = { breaker, retryStatuses: [] }

describe('the breaker', () => {
  it('keeps calls away after too many failures, and lets them through again when one goes well', async () => {
    const { server, downstream } = await open(answer(500), options)
    expect(await failTimes(6, downstream)).toEqual([
      ...Array(4).fill('unexpected-status'),
      'breaker-open',
      'breaker-open',
    ])
    expect(server.requests).toHaveLength(4)
    server.behave(well)
    await delay(breaker.openMs + 5)
    expect(await failTimes(3, downstream)).toEqual(['none', 'none', 'none'])
  })

  it('asks once after its time, and stays open when that fails', async () => {
    const { server, downstream } = await open(answer(500), options)
    await failTimes(4, downstream)
    await delay(breaker.openMs + 5)
    expect(await failTimes(3, downstream)).toEqual(['unexpected-status', 'breaker-open', 'breaker-open'])
    expect(server.requests).toHaveLength(5)
  })

  it('keeps all calls but one away while that one finds out, also when nobody waits for it any more', async () => {
    const { server, downstream } = await open(answer(500), options)
    await failTimes(4, downstream)
    await delay(breaker.openMs + 5)
    const asked = Promise.withResolvers<Socket>()
    server.behave(asked.resolve)
    const client = new AbortController()
    const first = fail(downstream.getJson(item, caller({ signal: client.signal })))
    const socket = await asked.promise
    expect(await failTimes(2, downstream)).toEqual(['breaker-open', 'breaker-open'])
    client.abort()
    expect((await first).code).toBe('cancelled')
    expect(await failTimes(1, downstream)).toEqual(['breaker-open'])
    server.behave(well)
    well(socket, server.requests[4]!)
    await expect.poll(async () => (await failTimes(1, downstream))[0], { timeout: 150 }).toBe('none')
    expect(server.requests).toHaveLength(6)
  })

  it.each([
    ['hangs', behaviours.hang, 'timeout'],
    ['resets', behaviours.reset, 'unreachable'],
    ['speaks another protocol', behaviours.garbage, 'unexpected-answer'],
    ['sends no JSON', answer(200, 'no'), 'unexpected-answer'],
    ['drips', behaviours.drip({ id: 1 }, 50), 'timeout'],
  ])('opens when the downstream %s, and closes when it is well', async (_, behaviour, code) => {
    const { server, downstream } = await open(behaviour, { ...options, timeoutMs: 100 })
    const codes = await failTimes(5, downstream)
    expect(codes[0]).toBe(code)
    expect(codes.at(-1)).toBe('breaker-open')
    server.behave(well)
    await delay(breaker.openMs + 5)
    // A machine that is busy may make a good answer late, too, and then it opens once more.
    const closed = async () => expect(await failTimes(2, downstream)).toEqual(['none', 'none'])
    await vi.waitFor(closed, { timeout: 5000 })
  })

  it.each([
    ['404', answer(404)],
    [
      '503 with Retry-After, which is of a downstream that defends itself',
      answer(503, '', { 'Retry-After': '9' }),
    ],
  ])('stays closed for %s', async (_, behaviour) => {
    const { server, downstream } = await open(behaviour, options)
    expect(await failTimes(6, downstream)).toEqual(Array(6).fill('unexpected-status'))
    expect(server.requests).toHaveLength(6)
  })

  it('stays closed when callers have no patience', async () => {
    const { downstream } = await open(behaviours.hang, { ...options, timeoutMs: 5000 })
    for (let index = 0; index < 6; index += 1) {
      const { code } = await fail(downstream.getJson(item, caller({ deadlineMs: 40 })))
      expect(code).toBe('deadline')
    }
  })

  it('opens when patient callers leave a little before its time is over', async () => {
    const { downstream } = await open(behaviours.hang, { ...options, timeoutMs: 100 })
    for (let index = 0; index < 4; index += 1) {
      expect((await fail(downstream.getJson(item, caller({ deadlineMs: 90 })))).code).toBe('deadline')
    }
    expect(await failTimes(1, downstream)).toEqual(['breaker-open'])
  })
})
