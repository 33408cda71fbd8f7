import { startService, type RunningService } from '@slipway/service-kit'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { metadata } from './app.ts'

type Line = Record<string, unknown>

const closing: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** A real HTTP service behind the one under test; gives its URL. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0)
  await once(server, 'listening')
  closing.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function start(environment: Record<string, string> = {}) {
  const lines: Line[] = []
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Line) }
  const service = await startService(
    metadata,
    { PORT: '0', CHECK_RESPONSES: 'true', ...environment },
    { destination },
  )
  closing.push(() => service.stop())
  return { service, lines }
}

async function ask(service: RunningService, path: string) {
  const response = await fetch(service.url + path, { headers: { 'X-Request-Id': 'trace-42' } })
  const text = await response.text()
  return { status: response.status, type: response.headers.get('Content-Type'), text }
}

async function timeMetadata(service: RunningService): Promise<number> {
  const begun = performance.now()
  await ask(service, '/api/metadata')
  return performance.now() - begun
}

/** A line is written a moment after its response. */
const patience = { timeout: 30_000 }

const failed = {
  status: 500,
  type: 'application/json; charset=utf-8',
  text: '{"error":"Internal Server Error"}',
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
    const both = Promise.withResolvers<void>()
    const asked: unknown[] = []
    const answerWith =
      (body: unknown): RequestListener =>
      async (request, response) => {
        asked.push(request.url, request.headers['x-request-id'])
        if (asked.length === 4) both.resolve()
        await both.promise
        response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body))
      }
    const user = await serve(answerWith({ id: 'user-9', name: 'Grace', password: 'hunter2' }))
    const product = await serve(answerWith({ id: 'prod-9', price: 5 }))
    const { service } = await start({ USER_SERVICE_URL: `${user}/users/9`, PRODUCT_SERVICE_URL: product })
    const { text } = await ask(service, '/api/metadata')
    expect(JSON.parse(text)).toEqual({
      userInfo: { id: 'user-9', name: 'Grace' },
      productInfo: { id: 'prod-9', price: 5 },
      aggregatedAt: expect.any(String),
    })
    expect(asked.toSorted()).toEqual(['/', '/users/9', 'trace-42', 'trace-42'])
  })

  it.each([
    ['answers 503', 'unexpected-status', (_, response) => response.writeHead(503).end('hunter2')],
    ['sends no JSON', 'unexpected-body', (_, response) => response.end('<html>hunter2')],
    ['sends other JSON', 'unexpected-body', (_, response) => response.end('{"id":7,"name":"hunter2"}')],
    ['hangs up', 'unreachable', (request) => request.socket.destroy()],
  ] as [string, string, RequestListener][])(
    'is 500, with the cause in the log only, when a source %s',
    async (_, code, answer) => {
      const { service, lines } = await start({ USER_SERVICE_URL: await serve(answer) })
      expect(await ask(service, '/api/metadata')).toEqual(failed)
      await expect
        .poll(() => lines.find((line) => line['route'] === '/api/metadata'), patience)
        .toMatchObject({
          level: 'error',
          status: 500,
          requestId: 'trace-42',
          err: { type: 'SourceError', code, source: 'user' },
        })
    },
  )

  it('does not wait for the other source when one fails', async () => {
    const gone = Promise.withResolvers<string>()
    const slow = await serve((request) => void request.socket.once('close', () => gone.resolve('gone')))
    const broken = await serve((_, response) => void response.writeHead(500).end())
    const { service } = await start({ USER_SERVICE_URL: slow, PRODUCT_SERVICE_URL: broken })
    expect(await ask(service, '/api/metadata')).toEqual(failed)
    await expect(gone.promise).resolves.toBe('gone')
  })
})

describe('GET /api/compute', () => {
  it('passes the query on as it stands, and the answer back', async () => {
    const asked: unknown[] = []
    const compute = await serve((request, response) => {
      asked.push(request.url, request.headers['x-request-id'])
      response.setHeader('Content-Type', 'application/json').end('{"input":5,"result":5,"durationMs":0}')
    })
    const { service } = await start({ COMPUTATION_SERVICE_URL: `${compute}/` })
    expect(await ask(service, '/api/compute?n=%2B5&n=x')).toEqual({
      status: 200,
      type: 'application/json',
      text: '{"input":5,"result":5,"durationMs":0}',
    })
    expect(asked).toEqual(['/api/compute?n=%2B5&n=x', 'trace-42'])
  })

  it('passes a refusal back with its status, type and text', async () => {
    const compute = await serve((_, response) => {
      response.writeHead(400, { 'Content-Type': 'text/plain; charset=utf-8' }).end("Invalid 'n'.\n")
    })
    const { service } = await start({ COMPUTATION_SERVICE_URL: compute })
    expect(await ask(service, '/api/compute')).toEqual({
      status: 400,
      type: 'text/plain; charset=utf-8',
      text: "Invalid 'n'.\n",
    })
  })

  it('is 502, with the cause in the log only, when nobody answers', async () => {
    const compute = await serve((request) => request.socket.destroy())
    const { service, lines } = await start({ COMPUTATION_SERVICE_URL: compute })
    const answer = await ask(service, '/api/compute?n=5')
    expect([answer.status, answer.text]).toEqual([502, '{"error":"Bad Gateway"}'])
    await expect
      .poll(() => lines.find((line) => line['route'] === '/api/compute'), patience)
      .toMatchObject({
        level: 'error',
        err: { message: expect.stringMatching(/fetch failed/) },
      })
  })
})

describe('settings', () => {
  it('name each URL that is wrong', async () => {
    const environment = { PORT: '0', USER_SERVICE_URL: 'users', COMPUTATION_SERVICE_URL: 'ftp://compute' }
    await expect(startService(metadata, environment)).rejects.toMatchObject({
      code: 'invalid-settings',
      problems: [{ variable: 'USER_SERVICE_URL' }, { variable: 'COMPUTATION_SERVICE_URL' }],
    })
  })
})
