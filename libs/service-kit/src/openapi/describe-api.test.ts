import { Router } from '@koa/router'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { endpoint } from '../endpoint/endpoint.ts'
import type { ServiceRouter } from '../service.ts'
import { describeApi } from './describe-api.ts'

const Size = z.enum(['small', 'large']).meta({ id: 'Size' })
const Item = z
  .object({ id: z.int().min(1), size: Size, parts: z.array(z.string()).default([]) })
  .meta({ id: 'Item', description: 'A thing' })
const Box = z.object({ items: z.array(Item) }).meta({ id: 'Box' })
const nothing = () => {}

async function describeRoutes(declare: (router: ServiceRouter) => void) {
  const router: ServiceRouter = new Router()
  declare(router)
  // As JSON, which is what callers get.
  const document = JSON.parse(JSON.stringify(describeApi({ name: 'shop', version: '1.2.0' }, router)))
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  expect(errors ?? [], 'problems by the official schema of OpenAPI').toEqual([])
  expect(valid).toBe(true)
  return document
}

describe('describeApi()', () => {
  it('says of a service without contracts what it is called', async () => {
    const document = await describeRoutes((router) => void router.get('/hidden', nothing))
    expect(document).toMatchObject({ openapi: '3.1.1', info: { title: 'shop', version: '1.2.0' }, paths: {} })
  })

  it('describes an operation whole', async () => {
    const document = await describeRoutes((router) => {
      const query = z.object({
        size: Size.optional(),
        page: z.int().meta({ description: 'From 1', deprecated: true }),
      })
      const contract = {
        summary: 'Lists items',
        description: 'All of them',
        deprecated: true,
        query,
        responses: {
          200: { description: 'Some items', schema: Box, headers: { 'X-Total': z.int() } },
          404: 'No such page',
          409: { type: 'text/plain', schema: z.string() },
        },
      }
      router.get('/items/:id', endpoint(contract, nothing))
    })
    const requestId = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } }
    const error = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }
    const integer = { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }
    expect(document.paths).toEqual({
      '/items/{id}': {
        parameters: [{ $ref: '#/components/parameters/RequestId' }],
        get: {
          operationId: 'getItemsById',
          summary: 'Lists items',
          description: 'All of them',
          deprecated: true,
          tags: ['shop'],
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'size', in: 'query', schema: { $ref: '#/components/schemas/Size' } },
            {
              name: 'page',
              in: 'query',
              description: 'From 1',
              required: true,
              deprecated: true,
              schema: integer,
            },
          ],
          responses: {
            200: {
              description: 'Some items',
              headers: { ...requestId, 'X-Total': { schema: integer } },
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Box' } } },
            },
            400: { description: 'The input is not as described', headers: requestId, content: error },
            404: { description: 'No such page', headers: requestId, content: error },
            409: {
              description: 'Conflict',
              headers: requestId,
              content: { 'text/plain': { schema: { type: 'string' } } },
            },
            500: { description: 'The service failed; its log says why', headers: requestId, content: error },
            503: {
              description: 'The service has too much to do',
              headers: {
                ...requestId,
                'Retry-After': {
                  schema: { type: 'string', pattern: String.raw`^\d+$`, description: 'Seconds' },
                },
              },
              content: error,
            },
          },
        },
      },
    })
  })

  it('describes a body, and what service-kit answers to a wrong one', async () => {
    const document = await describeRoutes((router) => {
      router.post(
        '/items',
        endpoint({ body: Item, responses: { 201: Size } }, () => 'small' as const),
      )
    })
    expect(document.paths['/items'].post).toMatchObject({
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Item' } } },
      },
      responses: { 201: {}, 400: {}, 413: {}, 415: {}, 500: {}, 503: {} },
    })
  })

  it('names schemas by their id, and apart what is taken and given in different shapes', async () => {
    const document = await describeRoutes((router) => {
      const query = z.object({ box: Box, size: Size })
      router.get(
        '/boxes',
        endpoint({ query, responses: { 200: Box } }, () => ({ items: [] })),
      )
    })
    expect(Object.keys(document.components.schemas).toSorted()).toEqual([
      'Box',
      'BoxInput',
      'Error',
      'Item',
      'ItemInput',
      'Size',
    ])
    expect(document.components.schemas).toMatchObject({
      BoxInput: { properties: { items: { items: { $ref: '#/components/schemas/ItemInput' } } } },
      ItemInput: { required: ['id', 'size'] },
      Item: { required: ['id', 'size', 'parts'], description: 'A thing' },
    })
  })

  it('finds the routes of routers within the router, and every method', async () => {
    const document = await describeRoutes((router) => {
      const inner: ServiceRouter = new Router({ prefix: '/orders' })
      inner.put('/:order/lines/:line', endpoint({ responses: { 204: 'Done' } }, nothing))
      inner.del('/:order/lines/:line', endpoint({ responses: { 204: 'Gone' } }, nothing))
      router.use('/api', inner.routes())
    })
    expect(Object.keys(document.paths)).toEqual(['/api/orders/{order}/lines/{line}'])
    expect(Object.keys(document.paths['/api/orders/{order}/lines/{line}']).toSorted()).toEqual([
      'delete',
      'parameters',
      'put',
    ])
    expect(document.paths['/api/orders/{order}/lines/{line}'].put.operationId).toBe(
      'putApiOrdersByOrderLinesByLine',
    )
  })

  it.each([
    ['a path with a pattern', '/files/*path', { responses: { 204: 'Done' } }, /"\/files\/\*path"/],
    ['a regular expression', /x/, { responses: { 204: 'Done' } }, /"\/x\/"/],
    ['a schema without a JSON Schema', '/x', { responses: { 200: z.date() } }, /Date/],
  ] as const)('refuses %s', (_, path, contract, message) => {
    const router: ServiceRouter = new Router()
    router.get(path, endpoint(contract, nothing))
    expect(() => describeApi({ name: 'shop' }, router)).toThrow(message)
  })

  it('refuses two operations of one name', () => {
    const router: ServiceRouter = new Router()
    router.get('/a-b', endpoint({ responses: { 204: 'Done' } }, nothing))
    router.get('/a/b', endpoint({ responses: { 204: 'Done' } }, nothing))
    expect(() => describeApi({ name: 'shop' }, router)).toThrow(/"getAB"/)
  })
})
