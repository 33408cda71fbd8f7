import type { Router } from '@koa/router'
import { errorBody } from '../endpoint/responses.ts'
import type { RequestState } from '../service.ts'
import { describeOperation } from './describe-operation.ts'
import { findRoutes } from './find-routes.ts'
import { listSchemas } from './schema-list.ts'

/** What a document says of the service itself. */
export interface ApiInfo {
  name: string
  description?: string | undefined
  version?: string | undefined
}

/**
 * The OpenAPI 3.1 document of the routes in `router` that `endpoint` made. Probes and the document itself are left out: they
 * are for the platform, not for callers. Throws for what OpenAPI cannot say: a schema without a JSON Schema, a path with a
 * pattern, two operations of one name.
 */
export function describeApi(
  { name, description, version = '0.0.0' }: ApiInfo,
  router: Router<RequestState>,
): object {
  const lists = listSchemas()
  lists.output(errorBody)
  const routes = findRoutes(router).map((route) => ({
    ...route,
    finish: describeOperation(route, { lists, tag: name }),
  }))
  const schemas = lists.convert()
  const operations = routes.map((route) => ({ ...route, operation: route.finish(schemas) }))
  requireUnique(operations.map(({ operation }) => operation.operationId))
  return {
    openapi: '3.1.1',
    info: { title: name, ...(description !== undefined && { description }), version },
    // Of the address that the document came from.
    servers: [{ url: '/' }],
    tags: [...new Set(operations.flatMap(({ operation }) => operation.tags))].map((tag) => ({ name: tag })),
    paths: groupByPath(operations),
    components: { schemas, headers, parameters },
  }
}

function requireUnique(operationIds: readonly string[]): void {
  const twice = operationIds.find((id, index) => operationIds.indexOf(id) !== index)
  if (twice === undefined) return
  throw new Error(`Cannot describe two operations as "${twice}": wanted an operationId of its own for each`)
}

interface Operation {
  method: string
  path: string
  operation: object
}

function groupByPath(operations: readonly Operation[]): Record<string, object> {
  const paths: Record<string, object> = {}
  for (const { method, path, operation } of operations) {
    paths[path] ??= { parameters: [{ $ref: '#/components/parameters/RequestId' }] }
    // The router takes the first of two routes with one method and path.
    paths[path] = { [method]: operation, ...paths[path] }
  }
  return paths
}

const requestIdSchema = { type: 'string', examples: ['5f4dcc3b-5aa7-4d61-8f27-b882cf99a1c8'] }

const headers = {
  RequestId: {
    description: "The id of the request, which is in every line that it wrote to the service's log",
    required: true,
    schema: requestIdSchema,
  },
}

const parameters = {
  RequestId: {
    name: 'X-Request-Id',
    in: 'header',
    description:
      'An id to use for the request: up to 128 letters, digits and `_.:-`. Another one is replaced',
    schema: requestIdSchema,
  },
}
