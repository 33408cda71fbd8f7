import { startNode } from '@slipway/testing'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { json } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { defineService } from '../service.ts'
import { startService } from '../start-service.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const parentId = '00f067aa0ba902b7'

interface ReceivedSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  status: { code: number }
  attributes: { key: string; value: object }[]
}
interface Received {
  resourceSpans: {
    resource: { attributes: { key: string; value: object }[] }
    scopeSpans: { spans: ReceivedSpan[] }[]
  }[]
}

const ended: (() => void)[] = []
afterEach(() => ended.splice(0).forEach((end) => end()))

/** A collector that speaks OTLP over HTTP. */
async function startCollector(status = 200) {
  const received: Received[] = []
  const paths: unknown[] = []
  const server = createServer(async (request, response) => {
    paths.push(request.url)
    received.push((await json(request)) as Received)
    response.writeHead(status, { 'Content-Type': 'application/json' }).end('{}')
  }).listen(0)
  await once(server, 'listening')
  ended.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const spans = () =>
    received.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap((each) => each.scopeSpans.flatMap((scope) => scope.spans)),
    )
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, paths, spans }
}

const sample = defineService({
  name: 'sample',
  port: 3000,
  routes(router) {
    router.get('/orders/:id', (ctx) => {
      ctx.body = ctx.state.outgoing()
    })
    router.get('/broken', () => {
      throw new TypeError('broken')
    })
  },
})

/** Runs the service while `use` asks it; all spans are exported afterwards. */
async function runSample<Result>(endpoint: string, use: (url: string) => Promise<Result>): Promise<Result> {
  const environment = {
    PORT: '0',
    LOG_LEVEL: 'silent',
    APP_ENV: 'test',
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  }
  const service = await startService(sample, environment)
  try {
    return await use(service.url)
  } finally {
    await service.stop()
  }
}

function attributesOf({ attributes }: Pick<ReceivedSpan, 'attributes'>): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
}

describe('spans', () => {
  it("are children of the caller's, and parents of those of the services that are called", async () => {
    const collector = await startCollector()
    const headers = { traceparent: `00-${traceId}-${parentId}-01`, tracestate: 'vendor=1' }
    const sent = await runSample(collector.url, async (url) =>
      (await fetch(`${url}/orders/7?key=hunter2`, { headers })).json(),
    )
    const [span] = collector.spans()
    expect(span).toMatchObject({ traceId, parentSpanId: parentId, name: 'GET /orders/:id', kind: 2 })
    expect(sent).toMatchObject({ traceparent: `00-${traceId}-${span?.spanId}-01`, tracestate: 'vendor=1' })
    expect(collector.paths).toEqual(['/v1/traces'])
  })

  it('tell method, route and status, and nothing of path and query', async () => {
    const collector = await startCollector()
    await runSample(`${collector.url}/`, async (url) => (await fetch(`${url}/orders/7?key=hunter2`)).text())
    const [span] = collector.spans()
    expect(attributesOf(span!)).toMatchObject({
      'http.request.method': 'GET',
      'http.route': '/orders/:id',
      'http.response.status_code': 200,
    })
    expect(JSON.stringify(collector.received)).not.toMatch(/hunter2|orders\/7/)
    const [{ resource } = { resource: { attributes: [] } }] = collector.received[0]?.resourceSpans ?? []
    expect(attributesOf(resource)).toMatchObject({
      'service.name': 'sample',
      'deployment.environment.name': 'test',
    })
  })

  it('are errors when the answer is 5xx, and have no route when there is none', async () => {
    const collector = await startCollector()
    await runSample(collector.url, async (url) => {
      await (await fetch(`${url}/broken`)).text()
      await (await fetch(`${url}/nowhere`)).text()
    })
    const [broken, nowhere] = collector.spans()
    expect([broken?.name, broken?.status.code, nowhere?.name]).toEqual(['GET /broken', 2, 'GET'])
    expect(attributesOf(broken!)).toMatchObject({
      'error.type': 'TypeError',
      'http.response.status_code': 500,
    })
    expect(attributesOf(nowhere!)).not.toHaveProperty(['http.route'])
  })

  it('are not recorded when the caller does not record', async () => {
    const collector = await startCollector()
    const headers = { traceparent: `00-${traceId}-${parentId}-00` }
    await runSample(collector.url, async (url) => (await fetch(`${url}/orders/7`, { headers })).text())
    expect(collector.received).toEqual([])
  })

  it('that nobody takes are told of in the log, in a few words', async () => {
    const lines: Record<string, unknown>[] = []
    const destination = { write: (line: string) => void lines.push(JSON.parse(line)) }
    const environment = { PORT: '0', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }
    const service = await startService(sample, environment, { destination })
    await (await fetch(`${service.url}/orders/7`)).text()
    await service.stop()
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        msg: 'Cannot export traces',
        reason: expect.stringMatching(/^connect ECONNREFUSED \S+$/),
      }),
    )
  })

  it('do not keep a service from stopping when nobody takes them', async () => {
    const collector = await startCollector(400)
    await runSample(collector.url, async (url) => (await fetch(`${url}/orders/7`)).text())
    expect(collector.received).toHaveLength(1)
  })
})

describe('OTEL_EXPORTER_OTLP_ENDPOINT', () => {
  const fixture = path.join(import.meta.dirname, '../fixtures/loaded.ts')

  it('is what OpenTelemetry is loaded for, and without it nothing of it is', async () => {
    const without = startNode(fixture, { PORT: '0' })
    expect(await without.waitForLine('Loaded')).toMatchObject({ loaded: [] })
    const traced = startNode(fixture, { PORT: '0', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' })
    expect(await traced.waitForLine('Loaded')).toMatchObject({
      loaded: expect.arrayContaining(['@opentelemetry/sdk-trace']),
    })
  })

  it('is a URL', async () => {
    await expect(runSample('collector:4318', async () => undefined)).rejects.toMatchObject({
      code: 'invalid-settings',
    })
  })
})
