import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ask } from './ask.ts'

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const load = { path: '/api/compute?n=30', atOnce: 2, durationMs: 200 }

describe('ask()', () => {
  it('keeps its connections busy and gives what was answered per second', async () => {
    const seen = { requests: 0, sockets: new Set<unknown>() }
    const url = await serve((request, response) => {
      seen.requests += 1
      seen.sockets.add(request.socket)
      const body = 'x'.repeat(seen.requests % 3)
      response.setHeader('Content-Length', body.length)
      // In two pieces, as it may come.
      response.write('')
      response.flushHeaders()
      response.end(body)
    })
    const begun = performance.now()
    const perSecond = await ask({ url, ...load })
    expect(seen.sockets.size).toBe(2)
    expect(perSecond).toBeGreaterThanOrEqual((seen.requests / (performance.now() - begun)) * 1000)
    expect(perSecond).toBeLessThanOrEqual(seen.requests / 0.2)
  })

  it('throws for an answer that is no 200', async () => {
    const url = await serve((_, response) => void response.writeHead(503, { 'Content-Length': 0 }).end())
    await expect(ask({ url, ...load })).rejects.toThrow('wanted one answer 200')
  })
})
