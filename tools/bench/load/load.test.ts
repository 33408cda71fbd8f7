import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { closedLoop } from './closed-loop.ts'
import { fixedRate } from './fixed-rate.ts'

const ended: (() => void)[] = []
afterEach(() => ended.splice(0).forEach((end) => end()))

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  ended.push(() => {
    server.close()
    server.closeAllConnections()
  })
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('closedLoop()', () => {
  it('keeps each connection busy until the time is over and counts every answer', async () => {
    const seen = { requests: 0, sockets: new Set<unknown>() }
    const origin = await serve((request, response) => {
      seen.requests += 1
      seen.sockets.add(request.socket)
      response.statusCode = request.url === '/0' ? 201 : 200
      response.end('answer')
    })
    const report = await closedLoop({
      origin,
      connections: 3,
      durationMs: 200,
      request: (index) => ({ path: `/${index}` }),
    })
    expect(seen.sockets.size).toBe(3)
    expect(report.outcomes).toEqual({ 200: seen.requests - 1, 201: 1 })
    expect(report).toMatchObject({ requests: seen.requests, failed: 0 })
    expect(report.latencyOf(201).count).toBe(1)
  })

  it('counts cut answers and 5xx as failed', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/cut') response.write('half', () => response.destroy())
      else response.writeHead(request.url === '/broken' ? 500 : 404).end()
    })
    const paths = ['/cut', '/broken', '/missing']
    const request = (index: number) => ({ path: paths[index % 3] ?? '/' })
    const report = await closedLoop({ origin, connections: 1, durationMs: 200, request })
    expect(Object.keys(report.outcomes).toSorted()).toEqual(['404', '500', 'UND_ERR_SOCKET'])
    expect(report.failed).toBe(report.requests - (report.outcomes['404'] ?? 0))
  })
})

describe('fixedRate()', () => {
  it('begins as many requests as the rate says, and counts latency from when they were due', async () => {
    const answers: (() => void)[] = []
    const origin = await serve((_, response) => {
      answers.push(() => response.end())
      // One connection, and the first answer comes late: all those behind it wait for it.
      if (answers.length === 1) setTimeout(answers[0]!, 300)
      else response.end()
    })
    const load = { origin, connections: 1, durationMs: 200, request: () => ({ path: '/' }) }
    const report = await fixedRate({ ...load, perSecond: 100 })
    expect(report.requests).toBe(20)
    expect(report.latency.max).toBeGreaterThanOrEqual(290)
    expect(report.latency.p50).toBeGreaterThan(100)
  })
})
