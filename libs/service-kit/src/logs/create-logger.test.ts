import { createServer, request as ask } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createLogger } from './create-logger.ts'
import { stepLevel } from './step-level.ts'

function logger(level = 'info') {
  const lines: Record<string, unknown>[] = []
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const log = createLogger({ service: 'orders', environment: 'test', level }, destination)
  return { log, lines, last: () => lines.at(-1) }
}

describe('createLogger()', () => {
  it('names service, environment, level and time in each line', () => {
    const { log, last } = logger()
    log.info({ port: 1 }, 'Listening')
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(last()).toEqual({
      level: 'info',
      time,
      service: 'orders',
      environment: 'test',
      port: 1,
      msg: 'Listening',
    })
  })

  it('withholds what is called a secret, however deep it lies', () => {
    const { log, lines } = logger()
    const headers = {
      authorization: 'Bearer hunter2',
      Cookie: 'id=hunter2',
      'x-api-key': 'hunter2',
      accept: '*/*',
    }
    log.info({ password: 'hunter2', headers, calls: [{ headers }], sent: new Headers(headers) })
    log.info({ token: 'hunter2', up: { stream: { 'set-cookie': ['hunter2'] } } })
    expect(JSON.stringify(lines)).not.toContain('hunter2')
    expect(lines[0]).toMatchObject({ calls: [{ headers: { accept: '*/*', authorization: '[withheld]' } }] })
  })

  it('makes method and path of a request, and a status of a response', async () => {
    const { log, last } = logger()
    const server = createServer((req, res) => {
      log.info({ req, res, koa: { request: { req } } })
      res.end()
    }).listen(0)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const headers = { authorization: 'Bearer hunter2' }
    const [response] = await once(ask({ port, path: '/a?token=hunter2', headers }).end(), 'response')
    response.resume()
    const request = { method: 'GET', path: '/a' }
    expect(last()).toMatchObject({ req: request, res: { status: 200 }, koa: { request } })
    expect(JSON.stringify(last())).not.toContain('hunter2')
    server.close()
  })

  it('survives fields that go in circles', () => {
    const { log, last } = logger()
    const circle: Record<string, unknown> = { name: 'circle' }
    circle['self'] = circle
    log.info({ circle })
    expect(last()).toMatchObject({ circle: { name: 'circle', self: { name: 'circle' } } })
  })
})

describe('errors in the log', () => {
  it('have the messages and stacks of their causes, and plain facts', () => {
    const { log, last } = logger()
    const err = Object.assign(new TypeError('No stock', { cause: new Error('Refused') }), {
      code: 'E1',
      port: 5,
    })
    log.error({ err }, 'Failed')
    expect(last()).toMatchObject({
      err: { type: 'TypeError', message: 'No stock: Refused', code: 'E1', port: 5 },
    })
    expect(last()?.['err']).toMatchObject({
      stack: expect.stringMatching(/No stock[^]*caused by: Error: Refused/),
    })
  })

  it('have the messages of all that came together', () => {
    const { log, last } = logger()
    log.error({ err: new AggregateError([new Error('one'), new Error('two')]) })
    expect(last()).toMatchObject({ err: { type: 'AggregateError', message: 'one; two' } })
  })

  it('tell nothing of requests, their headers and the secrets in URLs', () => {
    const { log, lines, last } = logger()
    const url = 'https://ada:hunter2@shop.test/a/b?key=hunter2#hunter2'
    const cause = new Error(`Invalid URL: "${url}", and redis://:hunter2@db`)
    const err = Object.assign(new Error(`Cannot ask ${url}`, { cause }), {
      url,
      config: { headers: { authorization: 'hunter2' } },
      headers: { cookie: 'hunter2' },
      apiKey: 'hunter2',
    })
    log.error({ err, inner: { err: new Error(url) } })
    log.error(err)
    log.error({ err }, `Cannot ask ${url}`)
    expect(JSON.stringify(lines)).not.toContain('hunter2')
    expect(last()).toMatchObject({
      err: { url: 'https://shop.test/a/b', message: expect.stringContaining('https://shop.test/a/b') },
    })
  })

  it.each([
    ['a text', 'oops', { type: 'string', message: 'oops' }],
    ['nothing', undefined, { type: 'undefined', message: 'undefined' }],
    ['an object', { password: 'x' }, { type: 'object', message: '[object Object]' }],
  ])('may be %s', (_, err, described) => {
    const { log, last } = logger()
    log.error({ err, at: {} })
    expect(last()).toMatchObject({ err: described })
  })

  it('whose causes go in circles have an end', () => {
    const { log, last } = logger()
    const err = new Error('round')
    err.cause = err
    log.error({ err })
    expect(last()).toMatchObject({ err: { message: expect.stringMatching(/^round(: round)+$/) } })
  })
})

describe('stepLevel()', () => {
  it('steps to debug and back, and tells both', () => {
    const { log, lines } = logger('warn')
    const step = stepLevel(log)
    step()
    log.debug('seen')
    step()
    log.info('not seen')
    expect(lines.map(({ msg, logLevel }) => logLevel ?? msg)).toEqual(['debug', 'seen', 'warn'])
    expect(log.level).toBe('warn')
  })

  it('steps to trace where debug is usual', () => {
    const { log } = logger('debug')
    stepLevel(log)()
    expect(log.level).toBe('trace')
  })
})
