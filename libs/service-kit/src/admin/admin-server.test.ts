import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { defineService } from '../service.ts'
import { startService } from '../start-service.ts'

const quiet = { PORT: '0', LOG_LEVEL: 'silent' }

/** A service whose `/wait` runs until `open` is called. */
function waitingService() {
  const gate = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  const service = defineService({
    name: 'waiting',
    port: 3000,
    routes(router, { onStop, metrics }) {
      const broken = metrics.gauge({
        name: 'broken',
        help: 'Breaks.',
        collect: () => void (isBroken && fail()),
      })
      broken.set(1)
      onStop(() => gate.promise)
      router.get('/wait', async (ctx) => {
        reached.resolve()
        await gate.promise
        ctx.body = 'waited'
      })
    },
  })
  let isBroken = false
  const breakMetrics = () => void (isBroken = true)
  return { service, reached: reached.promise, open: gate.resolve, breakMetrics }
}

function fail(): never {
  throw new Error('hunter2')
}

async function ask(url: string, method = 'GET') {
  const response = await fetch(url, { method })
  return [response.status, await response.text(), response.headers.get('Allow')]
}

describe('the admin port', () => {
  it('answers probes and refuses everything else', async () => {
    const { service, open } = waitingService()
    const { adminUrl, stop } = await startService(service, quiet)
    expect(await ask(`${adminUrl}/health`)).toEqual([200, '{"status":"UP"}', null])
    expect(await ask(`${adminUrl}/ready?full=1`)).toEqual([200, '{"status":"READY"}', null])
    expect(await ask(`${adminUrl}/metrics`, 'HEAD')).toEqual([200, '', null])
    expect(await ask(`${adminUrl}/metrics`, 'POST')).toEqual([
      405,
      '{"error":"Method Not Allowed"}',
      'GET, HEAD',
    ])
    expect(await ask(`${adminUrl}/wait`)).toEqual([404, '{"error":"Not Found"}', null])
    open()
    await stop()
  })

  it('tells of the drain until the last request is over and all is released', async () => {
    const { service, reached, open } = waitingService()
    const running = await startService(service, quiet)
    const answer = fetch(`${running.url}/wait`)
    await reached
    const stopped = running.stop()
    expect(await ask(`${running.adminUrl}/ready`)).toMatchObject([503, expect.stringMatching(/error/), null])
    expect(await ask(`${running.adminUrl}/health`)).toEqual([200, '{"status":"UP"}', null])
    open()
    expect((await answer).status).toBe(200)
    await stopped
    await expect(fetch(`${running.adminUrl}/health`)).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    })
  })

  it('says no more than 500 when a metric cannot be collected', async () => {
    const { service, open, breakMetrics } = waitingService()
    const { adminUrl, stop } = await startService(service, quiet)
    breakMetrics()
    expect(await ask(`${adminUrl}/metrics`)).toEqual([500, '{"error":"Internal Server Error"}', null])
    open()
    await stop()
  })

  it('cuts a client off that never asks to the end', async () => {
    const { service, open } = waitingService()
    const { adminUrl, stop } = await startService(service, quiet)
    const socket = connect(Number(new URL(adminUrl).port), '127.0.0.1')
    socket.write('GET /metrics HTTP/1.1\r\nHost: ')
    await expect(once(socket.resume(), 'close')).resolves.toEqual([false])
    open()
    await stop()
  })

  it('does not keep the service from its end while a client says nothing', async () => {
    const { service, open } = waitingService()
    open()
    const { adminUrl, stop } = await startService(service, quiet)
    const socket = connect(Number(new URL(adminUrl).port), '127.0.0.1')
    await once(socket, 'connect')
    // Connected is not yet accepted: whoever is answered later came after it.
    await ask(`${adminUrl}/health`)
    const closed = once(socket.resume(), 'close')
    const begun = performance.now()
    await stop()
    await closed
    expect(performance.now() - begun).toBeLessThan(4000)
  })

  it('rejects with its code when it is taken, and gives the port of the service back', async () => {
    const { service, open } = waitingService()
    open()
    const first = await startService(service, quiet)
    const taken = new URL(first.adminUrl).port
    await expect(startService(service, { ...quiet, ADMIN_PORT: taken })).rejects.toMatchObject({
      code: 'cannot-listen',
      message: expect.stringContaining('ADMIN_PORT'),
    })
    await first.stop()
  })
})
