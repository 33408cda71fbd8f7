import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defineService } from '../service.ts'
import { startService, type RunningService } from '../start-service.ts'

const gate = Promise.withResolvers<void>()
const sample = defineService({
  name: 'sample',
  port: 3000,
  routes(router, { metrics }) {
    const sold = metrics.counter({ name: 'orders_sold_total', help: 'Sold.', labelNames: ['kind'] })
    router.get('/orders/:id', (ctx) => {
      sold.inc({ kind: 'book' })
      ctx.body = { id: ctx.params['id'] }
    })
    router.post('/orders', (ctx) => ctx.throw(409, 'Sold out'))
    router.get('/broken', () => {
      throw new Error('broken')
    })
    router.get('/slow', async (ctx) => {
      await gate.promise
      ctx.body = 'slow'
    })
  },
})

let service: RunningService

beforeAll(async () => {
  service = await startService(sample, { PORT: '0', LOG_LEVEL: 'silent' })
})
afterAll(async () => {
  gate.resolve()
  await service.stop()
})

async function scrape(): Promise<string[]> {
  const response = await fetch(`${service.adminUrl}/metrics`)
  expect(response.headers.get('Content-Type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  return (await response.text()).split('\n')
}

/** A request is counted a moment after its answer. */
const patience = { timeout: 30_000 }

const ask = async (path: string, method = 'GET') => (await fetch(service.url + path, { method })).text()

describe('metrics of requests', () => {
  it('have the names, types and labels that others query', async () => {
    await ask('/orders/1')
    await expect
      .poll(scrape, patience)
      .toContain('http_requests_total{method="GET",route="/orders/:id",status="200",service="sample"} 1')
    const lines = await scrape()
    expect(lines).toEqual(
      expect.arrayContaining([
        '# TYPE http_requests_total counter',
        '# TYPE http_request_duration_seconds histogram',
        '# TYPE http_requests_in_flight gauge',
        'http_requests_in_flight{service="sample"} 0',
        'http_request_duration_seconds_count{method="GET",route="/orders/:id",status="200",service="sample"} 1',
      ]),
    )
    const bounds = lines.flatMap(
      (line) => /^http_request_duration_seconds_bucket\{.*le="(.*?)"/.exec(line)?.[1] ?? [],
    )
    expect(bounds.join(' ')).toBe('0.001 0.0025 0.005 0.01 0.025 0.05 0.1 0.25 0.5 1 2.5 5 10 +Inf')
  })

  it('have one series for all paths of a route, and one for all that no route has', async () => {
    for (const path of ['/orders/2', '/orders/3?x=1', '/nowhere', '/wp-admin', '/a/b/c']) await ask(path)
    await expect
      .poll(scrape, patience)
      .toContain('http_requests_total{method="GET",route="unmatched",status="404",service="sample"} 3')
    await expect
      .poll(scrape, patience)
      .toContain('http_requests_total{method="GET",route="/orders/:id",status="200",service="sample"} 3')
    expect((await scrape()).join()).not.toContain('nowhere')
  })

  it('have one series for all unusual methods', async () => {
    for (const method of ['PROPFIND', 'PURGE', 'MKCOL']) await ask('/orders', method)
    await expect
      .poll(scrape, patience)
      .toContain('http_requests_total{method="OTHER",route="/orders",status="405",service="sample"} 3')
  })

  it('tell refused and failed requests by their status', async () => {
    await ask('/orders', 'POST')
    await ask('/orders', 'PUT')
    await ask('/broken')
    await expect
      .poll(scrape, patience)
      .toContain('http_requests_total{method="POST",route="/orders",status="409",service="sample"} 1')
    await expect
      .poll(scrape, patience)
      .toContain('http_requests_total{method="PUT",route="/orders",status="405",service="sample"} 1')
    await expect
      .poll(scrape, patience)
      .toContain('http_requests_total{method="GET",route="/broken",status="500",service="sample"} 1')
  })

  it('count requests while they run, and those whose client leaves as 499', async () => {
    const leaving = request(`${service.url}/slow`).on('error', () => undefined)
    leaving.end()
    await expect.poll(scrape, patience).toContain('http_requests_in_flight{service="sample"} 1')
    leaving.destroy()
    await expect.poll(scrape, patience).toContain('http_requests_in_flight{service="sample"} 0')
    await expect
      .poll(scrape, patience)
      .toContain('http_requests_total{method="GET",route="/slow",status="499",service="sample"} 1')
  })

  it('count probes of the port of the service under their paths', async () => {
    await ask('/health')
    await expect
      .poll(scrape, patience)
      .toContain('http_requests_total{method="GET",route="/health",status="200",service="sample"} 1')
  })

  it('leave out what is asked of the admin port', async () => {
    const lines = await scrape()
    expect(lines.filter((line) => line.includes('/metrics'))).toEqual([])
  })
})

describe('metrics of the process', () => {
  it.each([
    'nodejs_eventloop_lag_p99_seconds gauge',
    'nodejs_gc_duration_seconds histogram',
    'nodejs_heap_size_used_bytes gauge',
    'nodejs_version_info gauge',
    'process_cpu_seconds_total counter',
    'process_open_fds gauge',
    'process_resident_memory_bytes gauge',
    'process_start_time_seconds gauge',
  ])('are %s', async (metric) => {
    expect(await scrape()).toContain(`# TYPE ${metric}`)
  })

  it('carry the name of the service', async () => {
    expect((await scrape()).join('\n')).toMatch(/^process_resident_memory_bytes\{service="sample"\} \d+$/m)
  })
})

describe('context.metrics', () => {
  it("has a service's own beside them", async () => {
    await ask('/orders/1')
    expect((await scrape()).join('\n')).toMatch(/^orders_sold_total\{kind="book",service="sample"\} \d$/m)
  })
})
