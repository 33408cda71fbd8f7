import { startNode } from '@slipway/testing'
import { Agent, request, type RequestOptions } from 'node:http'
import { json, text } from 'node:stream/consumers'
import path from 'node:path'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'

const fragile = path.join(import.meta.dirname, 'fixtures/fragile.ts')
const echo = path.join(import.meta.dirname, 'fixtures/echo.ts')

async function startEcho() {
  return start(echo)
}

async function start(file: string, environment: Record<string, string> = {}) {
  const service = startNode(file, { PORT: '0', ...environment })
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

  it('logs more after SIGUSR2, and as before after another', async () => {
    const { service, url } = await startEcho()
    const levels = () => service.lines.flatMap((line) => line['logLevel'] ?? [])
    process.kill(service.pid, 'SIGUSR2')
    await expect.poll(levels, { timeout: 30_000 }).toEqual(['debug'])
    process.kill(service.pid, 'SIGUSR2')
    await expect.poll(levels, { timeout: 30_000 }).toEqual(['debug', 'info'])
    expect((await fetch(`${url}/health`)).status).toBe(200)
    await service.end('SIGTERM')
  })

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

  it('serves requests while the drain delay runs, says that it is not ready, and asks clients to leave', async () => {
    const { service, url } = await start(echo, { DRAIN_DELAY_MS: '1000' })
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    expect(await ask(`${url}/ready`, { agent })).toMatchObject({ status: 200, connection: 'keep-alive' })
    const ended = service.end('SIGTERM')
    await service.waitForLine('Stopping')
    const old = await ask(`${url}/echo`, { agent, method: 'POST' })
    expect(old).toEqual({ status: 200, connection: 'close', body: { text: '' } })
    expect(await ask(`${url}/echo`, { method: 'POST' })).toMatchObject({ status: 200 })
    expect(await ask(`${url}/ready`)).toMatchObject({ status: 503, body: { error: 'Stopping' } })
    expect(await ask(`${url}/health`)).toMatchObject({ status: 200 })
    expect(await ended).toEqual({ code: 0, signal: null })
  })

  it('tells what was still open when the deadline passes and exits 1', async () => {
    const { service, url } = await start(fragile, { STOP_DEADLINE_MS: '300', HANG: 'release' })
    const running = ask(`${url}/orders/order-42/never?token=hunter2`).catch(() => 'cut')
    await service.waitForLine('Never')
    expect(await service.end('SIGTERM')).toEqual({ code: 1, signal: null })
    expect(await running).toBe('cut')
    const line = service.lines.at(-1)
    expect(line).toMatchObject({
      level: 'fatal',
      code: 'stop-deadline',
      requests: [{ method: 'GET', route: '/orders/:id/never', ageMs: expect.any(Number) }],
      releases: expect.arrayContaining(['interval', 'database']),
    })
    expect(JSON.stringify(line)).not.toMatch(/order-42|hunter2/)
  })

  it('tells which release did not end in time', async () => {
    const { service } = await start(fragile, { STOP_DEADLINE_MS: '300', HANG: 'release' })
    expect(await service.end('SIGTERM')).toEqual({ code: 1, signal: null })
    const { requests, releases } = service.lines.at(-1) ?? {}
    expect(requests).toEqual([])
    expect(releases).toContain('database')
  })

  it.each([
    ['/throw', 'thrown', 'uncaughtException'],
    ['/reject', 'rejected', 'unhandledRejection'],
  ])(
    'logs the uncaught error of %s, lets the running request finish and exits 1',
    async (route, message, origin) => {
      const { service, url } = await start(fragile)
      const slow = ask(`${url}/slow`)
      await service.waitForLine('Slow')
      await ask(url + route)
      expect(await slow).toMatchObject({ status: 200, body: 'slow' })
      expect(await service.end()).toEqual({ code: 1, signal: null })
      expect(service.lines).toContainEqual(
        expect.objectContaining({ level: 'fatal', origin, err: expect.objectContaining({ message }) }),
      )
      expect(service.lines.at(-1)).toMatchObject({ msg: 'Stopped' })
    },
  )

  it('ends at once when the signal comes while it starts, as it has taken no request', async () => {
    const service = startNode(fragile, { PORT: '0', HANG: 'start' })
    await service.waitForLine('Starting')
    expect(await service.end('SIGTERM')).toEqual({ code: 0, signal: null })
  })
})

/** Asks and reads the whole answer. */
async function ask(url: string, options: RequestOptions = {}) {
  const sent = request(url, options).end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const body = await text(response)
  const isJson = response.headers['content-type']?.startsWith('application/json')
  return {
    status: response.statusCode,
    connection: response.headers.connection,
    body: (isJson ? JSON.parse(body) : body) as unknown,
  }
}
