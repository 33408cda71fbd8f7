import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defineService } from '../service.ts'
import { startService, type RunningService } from '../start-service.ts'

let service: RunningService

beforeAll(async () => {
  const sample = defineService({
    name: 'sample',
    port: 3000,
    routes: (router) => void router.get('/item', (ctx) => void (ctx.body = { id: 1 })),
  })
  service = await startService(sample, { PORT: '0', LOG_LEVEL: 'silent' })
})
afterAll(() => service.stop())

/** By `node:http`, as `fetch` refuses some methods. */
async function ask(method: string, path: string) {
  const sending = request(service.url + path, { method }).end()
  const [response] = await once(sending, 'response')
  return [response.statusCode, response.headers.allow, await text(response)]
}

describe('a wrong method', () => {
  it.each(['/item', '/health', '/ready', '/openapi.json'])('is 405 with what %s allows', async (path) => {
    const refused = [405, 'HEAD, GET', '{"error":"Method Not Allowed"}']
    const methods = ['POST', 'TRACE', 'QUERY', 'PROPFIND']
    expect(await Promise.all(methods.map((method) => ask(method, path)))).toEqual(methods.map(() => refused))
  })

  it('is 404 for a path that nothing has', async () => {
    expect(await ask('TRACE', '/nowhere')).toEqual([404, undefined, '{"error":"Not Found"}'])
  })
})

describe('HEAD and OPTIONS', () => {
  it('come with GET: one without the body, one with what is allowed', async () => {
    expect(await ask('HEAD', '/item')).toEqual([200, undefined, ''])
    expect(await ask('OPTIONS', '/item')).toEqual([200, 'HEAD, GET', ''])
    expect(await ask('OPTIONS', '/nowhere')).toEqual([404, undefined, '{"error":"Not Found"}'])
  })
})
