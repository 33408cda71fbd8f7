import { behaviours, type Behaviour } from '@slipway/testing/downstream'
import { describe, expect, it } from 'vitest'
import { caller, fail, failTimes, item, open } from './testing/open.ts'

const { answer, json } = behaviours
const well = json({ id: 1 })

/** Behaves like `first` once, and is well from then on. */
function once(first: Behaviour): Behaviour {
  let asked = 0
  return (socket, request) => ((asked += 1) === 1 ? first : well)(socket, request)
}

describe('the second try', () => {
  it.each([
    ['resets the connection', behaviours.reset],
    ['hangs up', behaviours.hangUp],
    ['cuts its answer short', behaviours.cutShort],
    ['answers 502', answer(502)],
    ['answers 503', answer(503)],
    ['answers 504', answer(504)],
  ])('is made when the downstream %s', async (_, behaviour) => {
    const { server, downstream } = await open(once(behaviour))
    expect(await downstream.getJson(item, caller())).toEqual({ id: 1 })
    expect(server.requests).toHaveLength(2)
  })

  it.each([
    ['answers 500', answer(500)],
    ['answers 404', answer(404)],
    ['sends no JSON', answer(200, 'no')],
    ['speaks another protocol', behaviours.garbage],
  ])('is not made when the downstream %s', async (_, behaviour) => {
    const { server, downstream } = await open(once(behaviour))
    expect((await fail(downstream.getJson(item, caller()))).code).not.toBe('none')
    expect(server.requests).toHaveLength(1)
  })

  it('is the last', async () => {
    const { server, downstream } = await open(behaviours.reset)
    expect((await fail(downstream.getJson(item, caller()))).code).toBe('unreachable')
    expect(server.requests).toHaveLength(2)
  })

  it('is not made for a POST', async () => {
    const { server, downstream } = await open(once(behaviours.reset))
    expect((await fail(downstream.getJson(item, caller(), { method: 'POST' }))).code).toBe('unreachable')
    expect(server.requests).toHaveLength(1)
  })

  it('helps when the server closes an idle connection just then', async () => {
    const { server, downstream } = await open(behaviours.stale(well))
    await downstream.getJson(item, caller())
    expect(await downstream.getJson(item, caller())).toEqual({ id: 1 })
    expect(server.accepted).toBe(2)
  })

  it('waits as long as Retry-After says', async () => {
    const { downstream } = await open(once(answer(503, '', { 'Retry-After': '1' })))
    const begun = performance.now()
    expect(await downstream.getJson(item, caller())).toEqual({ id: 1 })
    expect(performance.now() - begun).toBeGreaterThan(990)
  })

  it('is not made when Retry-After is later than the deadline', async () => {
    const { server, downstream } = await open(once(answer(503, '', { 'Retry-After': '4' })))
    const { code, afterMs } = await fail(downstream.getJson(item, caller({ deadlineMs: 3000 })))
    expect(code).toBe('unexpected-status')
    expect(afterMs).toBeLessThan(2000)
    expect(server.requests).toHaveLength(1)
  })

  it('is made of a few calls only when many fail', async () => {
    const breaker = { calls: 1000, minimumCalls: 1000 }
    const { server, downstream } = await open(behaviours.reset, { breaker })
    await failTimes(40, downstream)
    expect(server.requests.length).toBeGreaterThanOrEqual(40 + 10)
    expect(server.requests.length).toBeLessThanOrEqual(40 + 10 + 4)
  })
})
