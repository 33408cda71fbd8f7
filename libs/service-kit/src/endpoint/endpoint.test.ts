import { defineService, endpoint, startService, type RunningService } from '@slipway/service-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'

const Item = z.object({ id: z.int().min(1), size: z.enum(['small', 'large']).optional() })
const seen: unknown[] = []
const sample = defineService({
  name: 'sample',
  port: 3000,
  routes(router) {
    router.get(
      '/items/:id',
      endpoint(
        { params: Item.pick({ id: true }), responses: { 200: Item, 404: 'No such item' } },
        (ctx, { params }) => {
          seen.push(params)
          if (params.id === 404) ctx.throw(404, 'No such item')
          return { id: params.id }
        },
      ),
    )
    const query = z.object({
      limit: z.int().max(100).default(20),
      ratio: z.number().optional(),
      all: z.boolean().optional(),
      tags: z.array(z.string()).optional(),
      ids: z.array(z.int()).optional(),
      name: z.string().min(2).optional(),
      either: z.union([z.literal(1), z.boolean()]).optional(),
      day: z.iso.date('wanted a day').optional(),
    })
    const lists = endpoint({ query, responses: { 200: query } }, (_, input) => input.query)
    router.get('/list', lists)
    router.get(
      '/strict',
      endpoint({ query: z.strictObject({}), responses: { 204: 'Nothing' } }, () => {}),
    )
    const reader = {
      schema: z.object({ n: z.int() }),
      read: (text: string) => (text === 'n=5' ? { n: 5 } : undefined),
    }
    const n = z.object({ n: z.int() })
    router.get(
      '/raw',
      endpoint({ query: reader, responses: { 200: n } }, (_, input) => input.query),
    )
    const plain = { type: 'text/plain', schema: z.literal('Only 5.\n') }
    router.get(
      '/plain',
      endpoint(
        { query: { ...reader, refusal: 'Only 5.\n' }, responses: { 200: n, 400: plain } },
        (_, input) => input.query,
      ),
    )
    router.put(
      '/made',
      endpoint({ responses: { 201: Item } }, () => ({ id: 7 })),
    )
    router.del(
      '/made',
      endpoint({ responses: { 204: 'Gone' } }, () => {}),
    )
    router.post(
      '/items',
      endpoint(
        { body: Item.extend({ note: z.string().max(5).optional() }), responses: { 201: Item } },
        (_, { body }) => ({
          id: body.id,
        }),
      ),
    )
    router.post(
      '/accepted',
      endpoint({ responses: { 200: Item, 202: 'Later' } }, (ctx) => {
        ctx.status = 202
      }),
    )
  },
})

let service: RunningService

beforeAll(async () => {
  service = await startService(sample, { PORT: '0', LOG_LEVEL: 'silent', CHECK_RESPONSES: 'true' })
})
afterAll(() => service.stop())

async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(service.url + path, init)
  const text = await response.text()
  const isJson = response.headers.get('Content-Type')?.startsWith('application/json')
  return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text }
}

describe('endpoint()', () => {
  it('gives the handler its parameters as the schema types them', async () => {
    expect(await ask('/items/7')).toEqual({ status: 200, body: { id: 7 } })
    expect(seen).toEqual([{ id: 7 }])
  })

  it('shows an error that the handler throws', async () => {
    expect(await ask('/items/404')).toEqual({ status: 404, body: { error: 'No such item' } })
  })

  it.each([
    ['', { limit: 20 }],
    ['?limit=5&ratio=-1.5e2&all=false&name=ab', { limit: 5, ratio: -150, all: false, name: 'ab' }],
    ['?tags=1', { limit: 20, tags: ['1'] }],
    ['?tags=1&tags=2&ids=3', { limit: 20, tags: ['1', '2'], ids: [3] }],
    ['?either=1', { limit: 20, either: 1 }],
    ['?either=true&day=2026-11-21', { limit: 20, either: true, day: '2026-11-21' }],
    ['?unknown=1&__proto__=2', { limit: 20 }],
  ])('reads the query %j', async (query, body) => {
    expect(await ask(`/list${query}`)).toEqual({ status: 200, body })
  })

  it.each([
    ['/items/x', 'path parameter "id": wanted an integer, found "x"'],
    ['/items/0', 'path parameter "id": wanted at least 1, found 0'],
    ['/items/%ff', 'the path: wanted percent-encoded UTF-8, found another encoding'],
    ['/list?limit=101', 'query parameter "limit": wanted at most 100, found 101'],
    ['/list?limit=1.5', 'query parameter "limit": wanted an integer, found 1.5'],
    ['/list?limit=', 'query parameter "limit": wanted an integer, found ""'],
    ['/list?limit=0x10', 'query parameter "limit": wanted an integer, found "0x10"'],
    ['/list?limit=1&limit=2', 'query parameter "limit": wanted an integer, found 2 values'],
    ['/list?all=yes', 'query parameter "all": wanted a boolean, found "yes"'],
    ['/list?ids=1&ids=b', 'query parameter "ids[1]": wanted an integer, found "b"'],
    ['/list?name=a', 'query parameter "name": wanted at least 2 characters, found "a"'],
    ['/list?either=2', 'query parameter "either": wanted 1 or a boolean, found 2'],
    ['/list?day=today', 'query parameter "day": wanted a day, found "today"'],
    [
      '/list?limit=a&all=b',
      'query parameter "limit": wanted an integer, found "a"; query parameter "all": wanted a boolean, found "b"',
    ],
    ['/strict?a=1', 'the query: wanted no "a"'],
    ['/raw?n=6', 'the query'],
  ])('refuses %s and says why', async (path, problem) => {
    expect(await ask(path)).toEqual({ status: 400, body: { error: `Cannot read ${problem}` } })
  })

  it('keeps a refusal short', async () => {
    const { body } = await ask(`/list?ids=${'x'.repeat(9000)}&ids=a&ids=b&ids=c`)
    expect(body).toEqual({ error: expect.stringMatching(/^.{1,250}; and 1 more$/) })
  })

  it('reads and refuses a query in the way of the contract, as plain text when it says so', async () => {
    expect(await ask('/raw?n=5')).toEqual({ status: 200, body: { n: 5 } })
    expect(await ask('/plain?n=6')).toEqual({ status: 400, body: 'Only 5.\n' })
  })

  it('gives the handler a body of JSON', async () => {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"id":5,"more":1}',
    }
    expect(await ask('/items', init)).toEqual({ status: 201, body: { id: 5 } })
  })

  it.each([
    ['{"id":"hunter2"}', 'body field "id": wanted an integer, found a string'],
    [
      '{"id":0,"size":"big"}',
      'body field "id": wanted at least 1, found 0; body field "size": wanted "small" or "large", found a string',
    ],
    ['{"id":1,"note":"hunter2"}', 'body field "note": wanted at most 5 characters, found a string'],
    ['[]', 'the body: wanted an object, found 0 values'],
    ['null', 'the body: wanted an object, found null'],
  ])('refuses the body %s without repeating its text', async (body, problem) => {
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }
    expect(await ask('/items', init)).toEqual({ status: 400, body: { error: `Cannot read ${problem}` } })
  })

  it.each([
    ['text/plain', '{"id":1}', 415],
    ['application/json', `{"id":1,"note":"${'x'.repeat(2 ** 20)}"}`, 413],
    ['application/json', '{"id":', 400],
  ])('refuses a body of %s that cannot be read', async (type, body, status) => {
    const init = { method: 'POST', headers: { 'Content-Type': type }, body }
    expect(await ask('/items', init)).toEqual({ status, body: { error: expect.any(String) } })
  })

  it('answers with the status of the first success, unless the handler sets one', async () => {
    expect(await ask('/made', { method: 'PUT' })).toEqual({ status: 201, body: { id: 7 } })
    expect(await ask('/made', { method: 'DELETE' })).toEqual({ status: 204, body: '' })
    expect((await ask('/accepted', { method: 'POST' })).status).toBe(202)
  })
})
