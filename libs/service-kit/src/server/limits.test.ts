import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { defineService } from '../service.ts'
import { startService, type RunningService } from '../start-service.ts'

const sample = defineService({
  name: 'sample',
  port: 3000,
  routes(router) {
    router.get('/', (ctx) => void (ctx.body = 'served'))
    router.post('/read', async (ctx) => {
      ctx.body = await readText(ctx.req)
    })
    router.post('/begun', (ctx) => {
      ctx.respond = false
      ctx.res.write('begun')
    })
  },
})

let service: RunningService | undefined
afterEach(() => service?.stop())

async function start(settings: Record<string, string> = {}): Promise<RunningService> {
  service = await startService(sample, { PORT: '0', LOG_LEVEL: 'silent', ...settings })
  return service
}

function open({ port }: RunningService, text = ''): Socket {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined)
  if (text) socket.write(text)
  return socket
}

/** What came until the connection was over, also when it was cut. */
async function readAll(socket: Socket): Promise<string> {
  let all = ''
  socket.on('data', (chunk) => void (all += String(chunk)))
  // Not once() of node:events, which rejects on an error: what is sent into a cut connection is one.
  await new Promise((resolve) => socket.once('close', resolve))
  return all
}

/** Sends a letter every 20 ms until the connection is over, and gives what came back. */
async function trickle(socket: Socket): Promise<string> {
  const timer = setInterval(() => socket.write('x'), 20)
  try {
    return await readAll(socket)
  } finally {
    clearInterval(timer)
  }
}

const get = 'GET / HTTP/1.1\r\nHost: localhost\r\n'

describe('HEADERS_TIMEOUT_MS', () => {
  it('cuts off a client that sends its headers byte by byte', async () => {
    const socket = open(await start({ HEADERS_TIMEOUT_MS: '200' }), `${get}X-Slow: `)
    expect(await trickle(socket)).toMatch(/^HTTP\/1\.1 408 .*\{"error":"Request Timeout"\}$/s)
  })

  it('cuts off a client that connects and says nothing', async () => {
    const socket = open(await start({ HEADERS_TIMEOUT_MS: '200' }))
    expect(await readAll(socket)).toMatch(/^HTTP\/1\.1 408 /)
  })
})

describe('REQUEST_TIMEOUT_MS', () => {
  it('cuts off a client that sends its body byte by byte', async () => {
    const limits = { HEADERS_TIMEOUT_MS: '200', REQUEST_TIMEOUT_MS: '200' }
    const head = 'POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n'
    expect(await trickle(open(await start(limits), head))).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('cuts such a client off while the service stops, too', async () => {
    const running = await start({ HEADERS_TIMEOUT_MS: '200', REQUEST_TIMEOUT_MS: '1000' })
    const head = 'POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n'
    const socket = open(running, `${head}Expect: 100-continue\r\n\r\n`)
    // The request has begun.
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 100 /)
    const answer = trickle(socket)
    await running.stop()
    expect(await answer).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('cuts an answer that has begun, and writes no other into it', async () => {
    const limits = { HEADERS_TIMEOUT_MS: '200', REQUEST_TIMEOUT_MS: '200' }
    const head = 'POST /begun HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n'
    const answer = await trickle(open(await start(limits), head))
    expect(answer).toMatch(/begun/)
    expect(answer).not.toContain('408')
  })
})

describe('MAX_HEADER_BYTES', () => {
  it.each([
    [15_000, 200],
    [17_000, 431],
  ])('with its default answers headers of %i bytes with %i', async (bytes, status) => {
    const socket = open(await start(), `${get}Connection: close\r\nX-Large: ${'x'.repeat(bytes)}\r\n\r\n`)
    expect(await readAll(socket)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  })
})

describe('KEEP_ALIVE_TIMEOUT_MS', () => {
  it('keeps idle connections longer than the 60 seconds of a load balancer', async () => {
    const { url } = await start()
    const response = await fetch(url)
    expect(response.headers.get('Keep-Alive')).toBe('timeout=65')
    await response.text()
  })

  it('ends a connection that was idle for so long', async () => {
    const socket = open(await start({ KEEP_ALIVE_TIMEOUT_MS: '100' }), `${get}\r\n`)
    expect(await readAll(socket)).toMatch(/^HTTP\/1\.1 200 .*served$/s)
  })
})

describe('MAX_CONNECTIONS', () => {
  it('takes no more than so many, and others once one is over', async () => {
    const running = await start({ MAX_CONNECTIONS: '2' })
    const first = open(running, `${get}\r\n`)
    const second = open(running, `${get}\r\n`)
    await Promise.all([once(first, 'data'), once(second, 'data')])
    expect(await readAll(open(running, `${get}\r\n`))).toBe('')
    first.destroy()
    await expect
      .poll(() => readAll(open(running, `${get}Connection: close\r\n\r\n`)), { timeout: 30_000 })
      .toMatch(/served$/)
    second.destroy()
  })
})

describe('malformed HTTP', () => {
  it('is a request of HTTP/1.1 without a Host, which is answered with 400', async () => {
    const running = await start()
    const bytes = 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'
    expect(await readAll(open(running, bytes))).toMatch(
      /^HTTP\/1\.1 400 .*\{"error":"Wanted a Host header"\}$/s,
    )
    const older = bytes.replace('1.1', '1.0')
    expect(await readAll(open(running, older))).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('is a request with several Hosts, of which a proxy may have believed another one', async () => {
    const bytes = `${get}host: elsewhere\r\nConnection: close\r\n\r\n`
    expect(await readAll(open(await start(), bytes))).toMatch(
      /^HTTP\/1\.1 400 .*\{"error":"Wanted one Host header, found several"\}$/s,
    )
  })

  it('is not an expectation that nobody knows', async () => {
    const socket = open(await start(), `${get}Expect: wonders\r\nConnection: close\r\n\r\n`)
    expect(await readAll(socket)).toMatch(/^HTTP\/1\.1 200 .*served$/s)
  })

  it.each([
    'GARBAGE\r\n\r\n',
    '\u0016\u0003\u0001\u0002\u0000',
    'GET / HTTP/9.9\r\n\r\n',
    `${get}No colon\r\n\r\n`,
  ])('is answered with 400 for %j, and others are served', async (bytes) => {
    const running = await start()
    const other = open(running, `${get}\r\n`)
    await once(other, 'data')
    expect(await readAll(open(running, bytes))).toMatch(/^HTTP\/1\.1 400 .*\{"error":"Bad Request"\}$/s)
    other.write(`${get}\r\n`)
    expect(String((await once(other, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /)
    other.destroy()
  })
})
