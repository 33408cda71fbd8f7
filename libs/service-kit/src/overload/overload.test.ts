import { afterEach, describe, expect, it } from 'vitest'
import { defineService } from '../service.ts'
import { startService, type RunningService } from '../start-service.ts'

const gate = { open: () => {}, opened: Promise.resolve(), waiting: 0 }
const waiting = defineService({
  name: 'waiting',
  port: 3000,
  routes(router) {
    router.get('/wait', async (ctx) => {
      gate.waiting += 1
      await gate.opened
      ctx.body = 'waited'
    })
    router.get('/block', (ctx) => {
      const end = performance.now() + 1000
      while (performance.now() < end);
      ctx.body = 'blocked'
    })
  },
})

let service: RunningService
afterEach(() => service.stop())

async function start(settings: Record<string, string>) {
  const { promise, resolve } = Promise.withResolvers<void>()
  Object.assign(gate, { opened: promise, open: resolve, waiting: 0 })
  service = await startService(waiting, { PORT: '0', LOG_LEVEL: 'silent', ...settings })
}

async function ask(path: string) {
  const response = await fetch(service.url + path)
  return {
    status: response.status,
    retryAfter: response.headers.get('Retry-After'),
    body: await response.text(),
  }
}

describe('MAX_REQUESTS_IN_FLIGHT', () => {
  it('answers 503 to those beyond it at once, and probes always', async () => {
    await start({ MAX_REQUESTS_IN_FLIGHT: '2' })
    const running = [ask('/wait'), ask('/wait')]
    await expect.poll(() => gate.waiting).toBe(2)
    expect(await ask('/wait')).toEqual({ status: 503, retryAfter: '1', body: '{"error":"Overloaded"}' })
    expect(await ask('/health')).toMatchObject({ status: 200 })
    expect(await ask('/ready')).toMatchObject({ status: 503, body: '{"error":"Overloaded"}' })
    gate.open()
    expect((await Promise.all(running)).map(({ status }) => status)).toEqual([200, 200])
    expect(await ask('/ready')).toMatchObject({ status: 200 })
    expect(await ask('/wait')).toMatchObject({ status: 200 })
    const metrics = await (await fetch(`${service.adminUrl}/metrics`)).text()
    expect(metrics).toContain(
      'http_requests_total{method="GET",route="/wait",status="503",service="waiting"} 1',
    )
  })
})

describe('MAX_EVENT_LOOP_LAG_MS', () => {
  it('makes /ready answer 503 while the event loop lags, and requests are served all the same', async () => {
    await start({ MAX_EVENT_LOOP_LAG_MS: '50' })
    expect(await ask('/ready')).toMatchObject({ status: 200 })
    const blocked = ask('/block')
    const ready = ask('/ready')
    expect(await blocked).toMatchObject({ status: 200 })
    expect([await ready, await ask('/ready')]).toContainEqual(
      expect.objectContaining({ status: 503, body: '{"error":"Overloaded"}' }),
    )
    await expect.poll(async () => (await ask('/ready')).status, { timeout: 30_000 }).toBe(200)
  })
})
