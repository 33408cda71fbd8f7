import type { RunningService } from '@slipway/service-kit'
import { behaviours, type Behaviour } from '@slipway/testing/downstream'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { ask, loggedError, outcomesOf, patience, serve, start } from '../testing/start.ts'

const { answer, json, hang } = behaviours
const grace = { id: 'user-9', name: 'Grace' }
const lamp = { id: 'prod-9', price: 5 }
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'

const failed = {
  status: 500,
  type: 'application/json; charset=utf-8',
  text: '{"error":"Internal Server Error"}',
}

async function timeMetadata(service: RunningService): Promise<number> {
  const begun = performance.now()
  await ask(service, '/api/metadata')
  return performance.now() - begun
}

/** The service under test with both sources behind it. */
async function startWith(user: Behaviour, product: Behaviour) {
  const servers = { user: await serve(user), product: await serve(product) }
  const started = await start({
    USER_SERVICE_URL: `${servers.user.url}/users/9`,
    PRODUCT_SERVICE_URL: servers.product.url,
  })
  return { ...servers, ...started }
}

describe('GET /api/metadata', () => {
  it('gathers both sources at the same time', async () => {
    const { service } = await start()
    await ask(service, '/health')
    const { status, text } = await ask(service, '/api/metadata')
    expect(status).toBe(200)
    const { aggregatedAt, ...rest } = JSON.parse(text)
    expect(rest).toEqual({
      userInfo: { id: 'user-123', name: 'Alice' },
      productInfo: { id: 'prod-456', price: 99.99 },
    })
    expect(new Date(aggregatedAt).toISOString()).toBe(aggregatedAt)
    const times: number[] = []
    // One after the other they never take less than 250 ms; on a busy machine an answer may be late, but not every one.
    const time = async () => times[times.push(await timeMetadata(service)) - 1]
    await expect.poll(time, { timeout: 30_000, interval: 1 }).toBeLessThan(250)
    expect(Math.min(...times)).toBeGreaterThan(145)
  })

  it('asks real services when their URLs are set, both before either has answered', async () => {
    const asked: Socket[] = []
    const both = (socket: Socket) => {
      if (asked.push(socket) < 2) return
      // The first one asked is answered last.
      for (const each of asked.toReversed()) json(each === socket ? lamp : grace)(each, product.requests[0]!)
    }
    const { service, user, product } = await startWith(both, both)
    const { text } = await ask(service, '/api/metadata', {
      traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
      'X-Envoy-Expected-Rq-Timeout-Ms': '1500',
    })
    expect(JSON.parse(text)).toMatchObject({ aggregatedAt: expect.any(String) })
    expect([user.requests, product.requests].map(([first]) => first?.path)).toEqual(['/users/9', '/'])
    for (const { headers } of [...user.requests, ...product.requests]) {
      expect(headers).toMatchObject({
        'x-request-id': 'trace-42',
        traceparent: expect.stringContaining(traceId),
      })
      expect(Number(headers['x-envoy-expected-rq-timeout-ms'])).toBeLessThan(1500)
    }
  })

  it.each([
    ['answers 500', 'unexpected-status', answer(500, 'hunter2')],
    ['answers 503 twice', 'unexpected-status', answer(503, 'hunter2')],
    ['sends no JSON', 'unexpected-answer', answer(200, '<html>hunter2')],
    ['sends other JSON', 'unexpected-answer', answer(200, '{"id":7,"name":"hunter2"}')],
    ['hangs up', 'unreachable', behaviours.hangUp],
    ['never ends', 'unexpected-answer', behaviours.endless],
  ])('is 500, with the cause in the log only, when a source %s', async (_, code, behaviour) => {
    const user = await serve(behaviour)
    const { service, lines } = await start({ USER_SERVICE_URL: user.url })
    expect(await ask(service, '/api/metadata')).toMatchObject(failed)
    expect(await loggedError(lines, '/api/metadata')).toMatchObject({
      type: 'DownstreamError',
      code,
      downstream: 'user',
    })
    expect(JSON.stringify(lines)).not.toContain('hunter2')
  })

  it('does not wait for the other source when one fails, and lets go of it', async () => {
    const { service, user } = await startWith(hang, answer(500))
    const asked = user.nextRequest()
    expect(await ask(service, '/api/metadata')).toMatchObject(failed)
    await asked
    await expect.poll(() => user.open, patience).toBe(0)
    expect(await outcomesOf(service, 'user')).toEqual(['cancelled'])
  })

  it.each(['', '?partial=true'])('%s lets go of the sources when the client goes away', async (query) => {
    const { service, user, product, lines } = await startWith(hang, hang)
    const asked = [user.nextRequest(), product.nextRequest()]
    const client = new AbortController()
    const gone = fetch(`${service.url}/api/metadata${query}`, { signal: client.signal })
    await Promise.all(asked)
    client.abort()
    await expect(gone).rejects.toThrow('aborted')
    await expect.poll(() => user.open + product.open, patience).toBe(0)
    expect([user.requests.length, product.requests.length]).toEqual([1, 1])
    expect(await outcomesOf(service, 'user')).toEqual(['cancelled'])
    expect(await outcomesOf(service, 'product')).toEqual(['cancelled'])
    await expect
      .poll(() => lines.find((line) => line['route'] === '/api/metadata'), patience)
      .toMatchObject({ aborted: true })
  })
})

describe('GET /api/metadata?partial=true', () => {
  const partial = '/api/metadata?partial=true'

  async function askParts(service: RunningService, headers: Record<string, string> = {}) {
    const { status, text } = await ask(service, partial, headers)
    const { aggregatedAt, ...parts } = JSON.parse(text)
    return { status, parts, aggregatedAt }
  }

  it('gives every part when all are there', async () => {
    const { service } = await startWith(json(grace), json(lamp))
    const { status, parts } = await askParts(service)
    expect([status, parts]).toEqual([200, { userInfo: grace, productInfo: lamp, missing: [] }])
  })

  it('names the part that is missing, and the log says why', async () => {
    const { service, lines } = await startWith(json(grace), answer(500))
    const { status, parts } = await askParts(service)
    expect([status, parts]).toEqual([200, { userInfo: grace, missing: ['productInfo'] }])
    expect(lines).toContainEqual(
      expect.objectContaining({
        part: 'productInfo',
        err: expect.objectContaining({ code: 'unexpected-status' }),
      }),
    )
  })

  it('names all of them when nothing is there', async () => {
    const { service } = await startWith(behaviours.reset, behaviours.garbage)
    expect((await askParts(service)).parts).toEqual({ missing: ['productInfo', 'userInfo'] })
  })

  it('gives what there is when the deadline of its caller comes, and not later', async () => {
    const { service, product } = await startWith(json(grace), hang)
    const begun = performance.now()
    const { status, parts } = await askParts(service, { 'X-Envoy-Expected-Rq-Timeout-Ms': '300' })
    expect([status, parts]).toEqual([200, { userInfo: grace, missing: ['productInfo'] }])
    expect(performance.now() - begun).toBeLessThan(1500)
    await expect.poll(() => product.open, patience).toBe(0)
  })

  it('refuses another word than true or false', async () => {
    const { service } = await start()
    expect((await ask(service, '/api/metadata?partial=1')).status).toBe(400)
  })
})
