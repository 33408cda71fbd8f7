import { startNode } from '@slipway/testing'
import { request } from 'node:http'
import { json } from 'node:stream/consumers'
import path from 'node:path'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'

const echo = path.join(import.meta.dirname, 'fixtures/echo.ts')

async function startEcho() {
  const service = startNode(echo, { PORT: '0' })
  const { port } = await service.waitForLine('Listening')
  return { service, url: `http://127.0.0.1:${Number(port)}` }
}

describe('runService()', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'finishes the running request after %s, takes no other, and exits 0',
    async (signal) => {
      const { service, url } = await startEcho()
      const running = request(`${url}/echo`, { method: 'POST' })
      const answer = once(running, 'response') as Promise<[IncomingMessage]>
      running.write('begun before, ')
      await service.waitForLine('Reading')

      const ended = service.end(signal)
      await service.waitForLine('Stopping')
      await expect(fetch(`${url}/health`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
      running.end('ended after')

      const [response] = await answer
      expect(await json(response)).toEqual({ text: 'begun before, ended after' })
      expect(await ended).toEqual({ code: 0, signal: null })
      const order = service.lines.map((line) => line['msg'])
      expect(order).toEqual(['Listening', 'Reading', 'Stopping', 'Request', 'Released', 'Stopped'])
    },
  )

  it('ends at once on the second signal', async () => {
    const { service, url } = await startEcho()
    const running = request(`${url}/echo`, { method: 'POST' }).on('error', () => undefined)
    running.write('never ended')
    await service.waitForLine('Reading')
    const ended = service.end('SIGTERM')
    await service.waitForLine('Stopping')
    await service.end('SIGTERM')
    expect(await ended).toEqual({ code: null, signal: 'SIGTERM' })
  })

  it('logs what is wrong with the environment and exits 1', async () => {
    const service = startNode(echo, { PORT: 'http', LOG_LEVEL: 'loud' })
    expect(await service.end()).toEqual({ code: 1, signal: null })
    expect(service.lines).toEqual([
      expect.objectContaining({
        level: 'fatal',
        code: 'invalid-settings',
        msg: expect.stringMatching(/PORT.*LOG_LEVEL/),
      }),
    ])
  })

  it('logs that the port is taken and exits 1', async () => {
    const { service, url } = await startEcho()
    const second = startNode(echo, { PORT: new URL(url).port })
    expect(await second.end()).toEqual({ code: 1, signal: null })
    expect(second.lines).toContainEqual(expect.objectContaining({ level: 'fatal', code: 'cannot-listen' }))
    await service.end('SIGTERM')
  })
})
