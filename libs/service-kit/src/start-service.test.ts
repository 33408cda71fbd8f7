import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { defineService } from './service.ts'
import { startService } from './start-service.ts'

const quiet = { PORT: '0', LOG_LEVEL: 'silent' }

/** A service whose `/wait` and `/stream` run until `open` is called, the second with its first half sent. */
function waitingService() {
  const gate = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  const released: string[] = []
  const service = defineService({
    name: 'waiting',
    port: 3000,
    routes(router, { onStop }) {
      onStop(() => void released.push('opened first'))
      onStop(() => void released.push('opened last'))
      router.get('/wait', async (ctx) => {
        reached.resolve()
        await gate.promise
        ctx.body = 'waited'
      })
      router.get('/open', (ctx) => {
        gate.resolve()
        ctx.body = 'opened'
      })
      router.get('/stream', (ctx) => {
        const body = new PassThrough()
        body.write('first half, ')
        void gate.promise.then(() => body.end('second half'))
        ctx.body = body
      })
    },
  })
  return { service, released, reached: reached.promise, open: gate.resolve }
}

describe('startService()', () => {
  it('rejects with its code when the port is taken', async () => {
    const { service } = waitingService()
    const running = await startService(service, quiet)
    const second = startService(service, { ...quiet, PORT: String(running.port) })
    await expect(second).rejects.toMatchObject({ name: 'ServiceError', code: 'cannot-listen' })
    await running.stop()
  })

  it('releases what the service holds when it cannot listen', async () => {
    const first = waitingService()
    const running = await startService(first.service, quiet)
    const { service, released } = waitingService()
    await expect(startService(service, { ...quiet, PORT: String(running.port) })).rejects.toMatchObject({
      code: 'cannot-listen',
    })
    expect(released).toEqual(['opened last', 'opened first'])
    await running.stop()
  })
})

describe('stop()', () => {
  it('lets the running request finish and tells its client that the connection ends', async () => {
    const { service, reached, open, released } = waitingService()
    const running = await startService(service, quiet)
    const answer = fetch(`${running.url}/wait`)
    await reached
    const stopped = running.stop()
    expect(released).toEqual([])
    open()
    const response = await answer
    expect(await response.text()).toBe('waited')
    expect(response.headers.get('Connection')).toBe('close')
    await stopped
    expect(released).toEqual(['opened last', 'opened first'])
  })

  it('makes /ready answer 503 to those who are still connected', async () => {
    const { service } = waitingService()
    const running = await startService(service, quiet)
    const socket = connect(running.port, '127.0.0.1').setEncoding('utf8')
    socket.write('GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await once(socket, 'data')
    const stopped = running.stop()
    const rest = readAll(socket)
    socket.write('GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n')
    socket.write('GET /open HTTP/1.1\r\nHost: localhost\r\n\r\n')
    expect(await rest).toMatch(/second half.*HTTP\/1\.1 503 .*\{"error":"Stopping"\}/s)
    await stopped
  })

  it('ends connections that do nothing, at once', async () => {
    const { service } = waitingService()
    const running = await startService(service, quiet)
    const socket = connect(running.port, '127.0.0.1')
    await once(socket, 'connect')
    // Connected is not yet accepted: whoever is answered later came after it.
    await (await fetch(`${running.url}/health`)).text()
    const closed = once(socket.resume(), 'close')
    await running.stop()
    await expect(closed).resolves.toEqual([false])
  })

  it('sends a large answer to its end to a slow reader', async () => {
    const bytes = 20_000_000
    const large = defineService({
      name: 'large',
      port: 3000,
      routes: (router) => void router.get('/', (ctx) => void (ctx.body = Buffer.alloc(bytes))),
    })
    const running = await startService(large, quiet)
    const socket = connect(running.port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await once(socket, 'readable')
    const stopped = running.stop()
    expect((await readAll(socket)).length).toBeGreaterThan(bytes)
    await stopped
  })

  it('does its work once, however often it is called', async () => {
    const { service, released } = waitingService()
    const running = await startService(service, quiet)
    await Promise.all([running.stop(), running.stop()])
    await running.stop()
    expect(released).toHaveLength(2)
  })
})

async function readAll(socket: Socket): Promise<string> {
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  return text
}
