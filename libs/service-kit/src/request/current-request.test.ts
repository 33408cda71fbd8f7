import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defineService, type RequestState } from '../service.ts'
import { startService, type RunningService } from '../start-service.ts'

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
let hold: (state: RequestState) => Promise<void> = () => Promise.resolve()
let service: RunningService

const sample = defineService({
  name: 'sample',
  port: 3000,
  routes(router) {
    router.get('/state', async (ctx) => {
      const timeoutMs = Number(ctx.query['timeout'] ?? Infinity)
      const remainingMs = ctx.state.deadline === undefined ? null : ctx.state.deadline - performance.now()
      ctx.body = { remainingMs, headers: ctx.state.outgoing({ timeoutMs }) }
    })
    router.get('/held', async (ctx) => {
      await hold(ctx.state)
      ctx.body = 'held'
    })
  },
})

beforeAll(async () => {
  service = await startService(sample, { PORT: '0', LOG_LEVEL: 'silent' })
})
afterAll(() => service.stop())

interface Facts {
  remainingMs: number | null
  headers: Record<string, string>
}

async function ask(query: string, headers: Record<string, string> = {}): Promise<Facts> {
  const response = await fetch(`${service.url}/state?${query}`, {
    headers: { 'X-Request-Id': 'req-1', ...headers },
  })
  return (await response.json()) as Facts
}

/** Runs `body` inside the handler of a request that a raw client makes; gives what it gave, and the client. */
function holdRequest<Result>(body: (state: RequestState) => Promise<Result>, headers = '') {
  const entered = Promise.withResolvers<void>()
  const given = Promise.withResolvers<Result>()
  hold = async (state) => {
    const result = body(state)
    entered.resolve()
    await result.then(given.resolve, given.reject)
  }
  const client = connect(service.port, '127.0.0.1')
  client.write(`GET /held HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`)
  return { client, entered: entered.promise, given: given.promise }
}

async function waitForAbort({ signal }: RequestState): Promise<unknown> {
  if (!signal.aborted) await once(signal, 'abort')
  return (signal.reason as Error).name
}

describe('deadline', () => {
  it('is what the caller says it waits for', async () => {
    const { remainingMs } = await ask('', { 'X-Envoy-Expected-Rq-Timeout-Ms': '5000' })
    expect(remainingMs).toBeGreaterThan(0)
    expect(remainingMs).toBeLessThanOrEqual(5000)
  })

  it.each(['', '0', '-1', '1.5', '5s', '1e3', '99999999999', 'soon'])('is none for %j', async (value) => {
    expect((await ask('', { 'X-Envoy-Expected-Rq-Timeout-Ms': value })).remainingMs).toBe(null)
  })
})

describe('outgoing()', () => {
  it("carries the request's id, and no deadline when there is none", async () => {
    expect((await ask('')).headers).toEqual({ 'x-request-id': 'req-1', traceparent: expect.any(String) })
  })

  it('carries the trace on as it is', async () => {
    const sent = { traceparent, tracestate: 'vendor=1' }
    expect((await ask('', sent)).headers).toMatchObject(sent)
  })

  it('carries what is left until the deadline', async () => {
    const { headers } = await ask('', { 'X-Envoy-Expected-Rq-Timeout-Ms': '60000' })
    const left = Number(headers['x-envoy-expected-rq-timeout-ms'])
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(60_000)
  })

  it('carries the limit of the call when that is sooner, in whole milliseconds', async () => {
    const { headers } = await ask('timeout=250.7', { 'X-Envoy-Expected-Rq-Timeout-Ms': '60000' })
    expect(headers['x-envoy-expected-rq-timeout-ms']).toBe('250')
    expect((await ask('timeout=0.2')).headers['x-envoy-expected-rq-timeout-ms']).toBe('1')
  })
})

describe('signal', () => {
  it('aborts when the client goes away', async () => {
    const { client, entered, given } = holdRequest(waitForAbort)
    await entered
    client.destroy()
    expect(await given).toBe('AbortError')
  })

  it('is aborted when it is asked for after the client went away', async () => {
    const left = Promise.withResolvers<void>()
    const { client, entered, given } = holdRequest(async (state) => {
      await left.promise
      return state.signal.aborted
    })
    await entered
    client.destroy()
    await once(client, 'close')
    // Whoever is answered later came after the end of that connection was seen.
    await (await fetch(`${service.url}/health`)).text()
    left.resolve()
    expect(await given).toBe(true)
  })

  it("aborts when the caller's deadline passes", async () => {
    const { client, given } = holdRequest(waitForAbort, 'X-Envoy-Expected-Rq-Timeout-Ms: 20\r\n')
    expect(await given).toBe('TimeoutError')
    client.destroy()
  })

  it('stays as it is when the answer was sent', async () => {
    let signal: AbortSignal | undefined
    const { client, given } = holdRequest(async (state) => void (signal = state.signal))
    await given
    await once(client, 'data')
    client.destroy()
    await (await fetch(`${service.url}/health`)).text()
    expect(signal?.aborted).toBe(false)
  })
})
