import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defineService } from '../service.ts'
import { startService, type RunningService } from '../start-service.ts'

type Line = Record<string, unknown>

/** A line is written a moment after its response. */
const patience = { timeout: 30_000 }
const lines: Line[] = []
const sample = defineService({
  name: 'sample',
  port: 3000,
  routes(router) {
    router.get('/item', (ctx) => {
      ctx.state.log.info('Looking')
      ctx.body = { id: 1 }
    })
    router.get('/missing', (ctx) => ctx.throw(404, 'No such item', { headers: { 'X-Hint': 'ask again' } }))
    router.get('/broken', (ctx) => {
      ctx.set('ETag', '"old"')
      throw new Error('database password is hunter2', { cause: new Error('refused') })
    })
    router.get('/odd', () => {
      throw Object.assign(new Error('shown'), { status: 200, expose: true })
    })
    router.get('/full', () => {
      throw Object.assign(new Error('All tables are taken'), { status: 503, expose: true })
    })
    router.get('/behind', () => {
      throw Object.assign(new Error('stock answered 404'), { status: 404 })
    })
    router.get('/text', (ctx) => {
      ctx.status = 418
      ctx.body = 'short and stout\n'
    })
    router.get('/cut', (ctx) => {
      ctx.body = Readable.from(failAfterFirst())
    })
  },
})

async function* failAfterFirst() {
  yield 'first'
  throw new Error('the disk is gone')
}

let service: RunningService

beforeAll(async () => {
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Line) }
  service = await startService(sample, { PORT: '0', APP_ENV: 'test' }, { destination })
})
afterAll(() => service.stop())

/** Asks, and gives the answer along with the request's line in the log. */
async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(service.url + path, init)
  const text = await response.text()
  const requestId = response.headers.get('X-Request-Id')
  await expect.poll(() => lines.some((line) => isRequest(line, requestId)), patience).toBe(true)
  return { response, text, requestId, line: lines.find((line) => isRequest(line, requestId)) }
}

function isRequest(line: Line, requestId: unknown): boolean {
  return line['requestId'] === requestId && line['durationMs'] !== undefined
}

describe('probes', () => {
  it('/health says that the process is up', async () => {
    const { response, text } = await ask('/health')
    expect([response.status, text]).toEqual([200, '{"status":"UP"}'])
    expect(response.headers.get('Content-Type')).toMatch(/^application\/json/)
  })

  it('/ready says that it takes traffic', async () => {
    const { response, text } = await ask('/ready')
    expect([response.status, text]).toEqual([200, '{"status":"READY"}'])
  })
})

describe('answers to errors', () => {
  it('show the message and headers of an error that is marked for exposure', async () => {
    const { response, text } = await ask('/missing')
    expect([response.status, text]).toEqual([404, '{"error":"No such item"}'])
    expect(response.headers.get('X-Hint')).toBe('ask again')
  })

  it('tell nothing about any other error, which the log has with its cause', async () => {
    const { response, text, line } = await ask('/broken')
    expect([response.status, text]).toEqual([500, '{"error":"Internal Server Error"}'])
    expect(response.headers.get('ETag')).toBe(null)
    expect(line).toMatchObject({ level: 'error', status: 500, err: { message: /hunter2.*refused/s } })
  })

  it('are 500 when the status of the error is none of an error', async () => {
    const { response, text, line } = await ask('/odd')
    expect([response.status, text]).toEqual([500, '{"error":"Internal Server Error"}'])
    expect(line).toMatchObject({ level: 'error', err: { message: 'shown' } })
  })

  it('are 500 when an error carries the status that another service answered', async () => {
    const { response, text } = await ask('/behind')
    expect([response.status, text]).toEqual([500, '{"error":"Internal Server Error"}'])
  })

  it('are JSON for a path that no route has', async () => {
    const { response, text } = await ask('/nowhere')
    expect([response.status, text]).toEqual([404, '{"error":"Not Found"}'])
  })

  it('name the methods that a path has', async () => {
    const { response, text } = await ask('/item', { method: 'DELETE' })
    expect([response.status, text]).toEqual([405, '{"error":"Method Not Allowed"}'])
    expect(response.headers.get('Allow')).toContain('GET')
  })

  it('leave what a route answered by itself alone', async () => {
    const { response, text } = await ask('/text')
    expect([response.status, text]).toEqual([418, 'short and stout\n'])
  })

  it('break the connection when a part of the body is already on its way', async () => {
    await expect(fetch(`${service.url}/cut`).then((response) => response.text())).rejects.toThrow(TypeError)
    await expect
      .poll(() => lines.find((line) => line['route'] === '/cut'), patience)
      .toMatchObject({
        level: 'error',
        aborted: true,
        err: { message: 'the disk is gone' },
      })
  })
})

describe('request log', () => {
  it('has one line per request, without the query', async () => {
    const { line, requestId } = await ask('/item?token=hunter2')
    expect(line).toMatchObject({
      level: 'info',
      service: 'sample',
      environment: 'test',
      method: 'GET',
      route: '/item',
      status: 200,
      aborted: false,
    })
    expect(lines.filter((other) => isRequest(other, requestId))).toHaveLength(1)
    expect(JSON.stringify(lines)).not.toContain('token')
  })

  it('puts the id of the request into the lines that a handler writes', async () => {
    const { requestId } = await ask('/item')
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'Looking', requestId }))
  })

  it('has what the client was told of a refusal, without a stack for each', async () => {
    const { text, line } = await ask('/full')
    expect(text).toBe('{"error":"All tables are taken"}')
    expect(line).toMatchObject({ level: 'info', status: 503, reason: 'All tables are taken' })
    expect(line).not.toHaveProperty('err')
  })

  it("keeps the caller's plain request id", async () => {
    const { requestId } = await ask('/item', { headers: { 'X-Request-Id': 'trace-42' } })
    expect(requestId).toBe('trace-42')
  })

  it.each(['with space', 'x'.repeat(129), '{"level":"fatal"}'])('replaces the request id %j', async (id) => {
    const { requestId } = await ask('/item', { headers: { 'X-Request-Id': id } })
    expect(requestId).toMatch(/^[0-9a-f]{32}$/)
  })
})
