import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defineService } from '../service.ts'
import { startService, type RunningService } from '../start-service.ts'
import { readBody } from './read-body.ts'
import { readJson } from './read-json.ts'

const limit = 1000
let service: RunningService

beforeAll(async () => {
  const echo = defineService({
    name: 'echo',
    port: 3000,
    routes(router) {
      router.post('/json', async (ctx) => void (ctx.body = { got: await readJson(ctx) }))
      router.post('/bytes', async (ctx) => void (ctx.body = { length: (await readBody(ctx)).length }))
      router.post('/small', async (ctx) => void (ctx.body = await readBody(ctx, { maxBytes: 1 })))
      router.post('/unread', (ctx) => void (ctx.body = 'whatever'))
    },
  })
  service = await startService(echo, { PORT: '0', LOG_LEVEL: 'silent', MAX_BODY_BYTES: String(limit) })
})
afterAll(() => service.stop())

async function post(
  path: string,
  body: NonNullable<RequestInit['body']> | null,
  headers: Record<string, string> = {},
) {
  const response = await fetch(service.url + path, {
    method: 'POST',
    body,
    headers,
    ...({ duplex: 'half' } as object),
  })
  return [response.status, await response.json()]
}

const json = { 'Content-Type': 'application/json' }

describe('readJson()', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'application/merge-patch+json'])(
    'gives the value of a body of type %s',
    async (type) => {
      expect(await post('/json', '{"a":"ä"}', { 'Content-Type': type })).toEqual([200, { got: { a: 'ä' } }])
    },
  )

  it.each([
    ['no JSON', '{"a":', json, 400],
    ['nothing', '', json, 400],
    ['no body', null, json, 400],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), json, 400],
    ['another type', '{}', { 'Content-Type': 'text/plain' }, 415],
    ['compressed', '{}', { ...json, 'Content-Encoding': 'gzip' }, 415],
    ['larger than the limit', `"${'x'.repeat(limit)}"`, json, 413],
  ])('refuses a body that is %s', async (_, body, headers, status) => {
    expect(await post('/json', body, headers)).toEqual([status, { error: expect.any(String) }])
  })
})

describe('readBody()', () => {
  it('takes as many bytes as the limit says', async () => {
    expect(await post('/bytes', 'x'.repeat(limit))).toEqual([200, { length: limit }])
  })

  it('takes a smaller limit of the route', async () => {
    expect(await post('/small', 'xx')).toEqual([413, { error: 'The body is larger than 1 bytes' }])
  })

  it('answers 413 to a body of unknown length as soon as it is over the limit', async () => {
    const sending = request(`${service.url}/bytes`, { method: 'POST' })
    sending.write('x'.repeat(limit))
    sending.write('x')
    const [response] = await once(sending, 'response')
    expect(response.statusCode).toBe(413)
    await text(response)
    sending.on('error', () => undefined).destroy()
  })

  it('lets a client that sends everything first see the 413', async () => {
    expect(await post('/bytes', new Blob(['x'.repeat(5_000_000)]).stream())).toMatchObject([413, {}])
  })

  it('cuts off a client that goes on sending after the 413', async () => {
    const socket = connect(service.port, '127.0.0.1').on('error', () => undefined)
    socket.write('POST /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n')
    const sending = setInterval(() => socket.write('x'), 50)
    // Not once() of node:events, which rejects on an error: what is sent into a cut connection is one.
    const closed = new Promise((resolve) => socket.once('close', resolve))
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /)
    await closed
    clearInterval(sending)
  })
})

describe('MAX_BODY_BYTES', () => {
  it('refuses a larger body before the route runs, also one that does not read it', async () => {
    expect(await post('/unread', 'x'.repeat(limit + 1))).toMatchObject([413, {}])
  })
})
