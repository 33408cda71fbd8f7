import { behaviours, startDownstream, type Behaviour } from '@slipway/testing/downstream'
import { setImmediate } from 'node:timers/promises'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { caller, fail, item, open } from './testing/open.ts'
import { openDownstream } from './open-downstream.ts'

const { answer, json } = behaviours
const well = json({ id: 1 })
/** What closes on one side is seen on the other a moment later. */
const patience = { timeout: 10_000 }

describe('getJson()', () => {
  it('gives what the schema knows, again and again over one connection', async () => {
    const { server, downstream } = await open(json({ id: 1, password: 'hunter2' }))
    expect(await downstream.getJson(item, caller())).toEqual({ id: 1 })
    // A connection is free again one turn of the event loop after its answer.
    await setImmediate()
    expect(await downstream.getJson(item, caller())).toEqual({ id: 1 })
    expect([server.accepted, server.requests.length]).toEqual([1, 2])
  })

  it('sends what the caller has to pass on, and how long it waits', async () => {
    const { server, downstream } = await open(well, { timeoutMs: 800 })
    await downstream.getJson(item, caller(), { path: '/7?full=1', headers: { 'x-own': 'yes' } })
    const { path, headers } = server.requests[0]!
    expect(path).toBe('/items/7?full=1')
    expect(headers).toMatchObject({ accept: 'application/json', 'x-own': 'yes', 'x-request-id': 'req-1' })
    expect(Number(headers['x-envoy-expected-rq-timeout-ms'])).toBeGreaterThan(0)
    expect(Number(headers['x-envoy-expected-rq-timeout-ms'])).toBeLessThanOrEqual(800)
  })

  it.each([
    ['hangs', behaviours.hang, 'timeout'],
    ['sends one byte at a time', behaviours.drip({ id: 1 }, 20), 'timeout'],
    [
      'sends its body one byte at a time',
      behaviours.dripBody({ id: 1, text: 'takes a while' }, 50),
      'timeout',
    ],
    ['resets the connection', behaviours.reset, 'unreachable'],
    ['hangs up', behaviours.hangUp, 'unreachable'],
    ['cuts its answer short', behaviours.cutShort, 'unreachable'],
    ['speaks another protocol', behaviours.garbage, 'unexpected-answer'],
    ['sends a body without an end', behaviours.endless, 'unexpected-answer'],
    ['sends headers without an end', behaviours.endlessHeaders, 'unexpected-answer'],
  ] as [string, Behaviour, string][])(
    'ends within its time, and with the connection, when the downstream %s',
    async (_, behaviour, code) => {
      const { server, downstream } = await open(behaviour, { timeoutMs: 400 })
      const failed = await fail(downstream.getJson(item, caller()))
      expect(failed.code).toBe(code)
      expect(failed.afterMs).toBeLessThan(1500)
      await expect.poll(() => server.open, patience).toBe(0)
    },
  )

  it.each([
    ['sends no JSON', answer(200, 'no'), 'unexpected-answer'],
    ['sends other JSON', json({ id: '1' }), 'unexpected-answer'],
    ['redirects', answer(302, '', { Location: '/elsewhere' }), 'unexpected-status'],
    ['answers 404', answer(404), 'unexpected-status'],
    ['answers 500', answer(500), 'unexpected-status'],
  ])('fails, and keeps the connection, when the downstream %s', async (_, behaviour, code) => {
    const { server, downstream } = await open(behaviour)
    expect((await fail(downstream.getJson(item, caller()))).code).toBe(code)
    expect([server.requests.length, server.open]).toEqual([1, 1])
  })

  it.each([
    ['no JSON', answer(200, '<html>hunter2')],
    ['other JSON', json({ id: 'hunter2' })],
    ['no HTTP', ((socket) => void socket.write('hunter2\r\n\r\n')) as Behaviour],
    ['an error', answer(500, 'hunter2')],
  ])('says nothing of an answer that is %s', async (_, behaviour) => {
    const { downstream } = await open(behaviour)
    const error = await downstream.getJson(item, caller()).catch((thrown: unknown) => thrown)
    expect(inspect(error, { depth: 9 })).toContain('DownstreamError')
    expect(inspect(error, { depth: 9 })).not.toContain('hunter2')
  })

  it('fails when nobody listens', async () => {
    const server = await startDownstream(well)
    await server.close()
    const downstream = openDownstream({ name: 'items', url: server.url })
    expect((await fail(downstream.getJson(item, caller()))).code).toBe('unreachable')
    await downstream.close()
  })

  it('ends within its time when the connection is never made', async () => {
    const server = await startDownstream(well)
    // The handshake of TLS never ends, as nobody answers it.
    const downstream = openDownstream({
      name: 'items',
      url: server.url.replace('http:', 'https:'),
      timeoutMs: 100,
    })
    const { code, afterMs } = await fail(downstream.getJson(item, caller()))
    expect(code).toBe('timeout')
    expect(afterMs).toBeLessThan(900)
    await downstream.close()
    await expect.poll(() => server.open, patience).toBe(0)
    await server.close()
  })

  it("ends a little before the caller's deadline", async () => {
    const { server, downstream } = await open(behaviours.hang, { timeoutMs: 60_000 })
    const { code, afterMs } = await fail(downstream.getJson(item, caller({ deadlineMs: 100 })))
    expect(code).toBe('deadline')
    expect(afterMs).toBeLessThan(1000)
    expect(Number(server.requests[0]!.headers['x-envoy-expected-rq-timeout-ms'])).toBeLessThanOrEqual(90)
    await expect.poll(() => server.open, patience).toBe(0)
  })

  it("asks nothing when the caller's deadline has passed", async () => {
    const { server, downstream } = await open(well)
    expect((await fail(downstream.getJson(item, caller({ deadlineMs: 1 })))).code).toBe('deadline')
    expect(server.requests).toEqual([])
  })

  it('ends at once when the caller goes away, and cuts the connection', async () => {
    const { server, downstream } = await open(behaviours.hang, { timeoutMs: 60_000 })
    const client = new AbortController()
    const failed = fail(downstream.getJson(item, caller({ signal: client.signal })))
    await server.nextRequest()
    client.abort()
    expect((await failed).code).toBe('cancelled')
    await expect.poll(() => server.open, patience).toBe(0)
  })

  it('ends at once when its own signal aborts', async () => {
    const { server, downstream } = await open(behaviours.hang, { timeoutMs: 60_000 })
    const other = new AbortController()
    const failed = fail(downstream.getJson(item, caller(), { signal: other.signal }))
    await server.nextRequest()
    other.abort()
    expect((await failed).code).toBe('cancelled')
  })
})

describe('ask()', () => {
  it.each([200, 302, 400, 404, 500, 503])('gives an answer of the status %i as it is', async (status) => {
    const { downstream } = await open(answer(status, 'text', { 'Retry-After': '7' }), { retryStatuses: [] })
    const { body, headers, ...rest } = await downstream.ask(caller())
    expect([rest.status, body.toString(), headers['retry-after']]).toEqual([status, 'text', '7'])
  })

  it('sends a body, once', async () => {
    const { server, downstream } = await open(behaviours.reset)
    const failed = fail(downstream.ask(caller(), { method: 'POST', body: '{}' }))
    expect((await failed).code).toBe('unreachable')
    expect(server.requests).toHaveLength(1)
    expect(server.requests[0]!.headers['content-length']).toBe('2')
  })
})

describe('close()', () => {
  it('closes the connections', async () => {
    const { server, downstream } = await open(well)
    await downstream.getJson(item, caller())
    expect(server.open).toBe(1)
    await downstream.close()
    await expect.poll(() => server.open, patience).toBe(0)
  })
})
