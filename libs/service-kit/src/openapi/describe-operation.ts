import { z } from 'zod'
import { readResponses, type Response } from '../endpoint/responses.ts'
import type { Route } from './find-routes.ts'
import { propertiesOf, requiredOf, type JsonSchema } from '../json-schema/json-schema.ts'
import type { SchemaList } from './schema-list.ts'

/** Registers the schemas of a route, and gives what makes its operation once all schemas are converted. */
export function describeOperation(route: Route, { lists, tag }: { lists: SchemaList; tag: string }) {
  const { summary, description, operationId, deprecated, tags = [tag], params, query, body } = route.contract
  const path = lists.input(params ?? textParameters(route.parameters))
  const search = query && lists.input('read' in query ? query.schema : query)
  const content = body && lists.input(body)
  const responses = [...readResponses(route.contract)].map(
    ([status, response]) => [status, describeResponse(response, lists)] as const,
  )
  return (components: Record<string, JsonSchema>) => {
    const root = { $defs: components }
    const parameters = [
      ...describeParameters(path(), { root, place: 'path' }),
      ...(search ? describeParameters(search(), { root, place: 'query' }) : []),
    ]
    return {
      operationId: operationId ?? nameOperation(route),
      ...(summary !== undefined && { summary }),
      ...(description !== undefined && { description }),
      ...(deprecated && { deprecated }),
      tags,
      ...(parameters.length > 0 && { parameters }),
      ...(content && {
        requestBody: { required: true, content: { 'application/json': { schema: content() } } },
      }),
      responses: Object.fromEntries(responses.map(([status, finish]) => [status, finish()])),
    }
  }
}

/** `GET /api/orders/{id}` is `getApiOrdersById`. */
function nameOperation({ method, path }: Route): string {
  const words = path.replaceAll(/\{(\w+)\}/g, 'by-$1').split(/[^\p{L}\p{N}]+/u)
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

function textParameters(names: readonly string[]): z.ZodType {
  return z.object(Object.fromEntries(names.map((name) => [name, z.string()])))
}

function describeParameters(
  schema: JsonSchema,
  { root, place }: { root: JsonSchema; place: 'path' | 'query' },
) {
  const required = requiredOf(schema, root)
  return propertiesOf(schema, root).map(([name, { description, deprecated, ...rest }]) => ({
    name,
    in: place,
    ...(description !== undefined && { description }),
    ...((place === 'path' || required.includes(name)) && { required: true }),
    ...(deprecated && { deprecated }),
    schema: rest,
  }))
}

const requestId = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } }

function describeResponse({ description, type, schema, headers = {} }: Response, lists: SchemaList) {
  const body = schema && lists.output(schema)
  const own = Object.entries(headers).map(([name, header]) => [name, lists.output(header)] as const)
  return () => ({
    description,
    headers: {
      ...requestId,
      ...Object.fromEntries(own.map(([name, header]) => [name, { schema: header() }])),
    },
    ...(type !== undefined && { content: { [type]: body ? { schema: body() } : {} } }),
  })
}
