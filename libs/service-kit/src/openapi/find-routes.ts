import type { Router } from '@koa/router'
import type { Contract } from '../endpoint/contract.ts'
import { contractOf } from '../endpoint/endpoint.ts'
import type { RequestState } from '../service.ts'

/** A route with a contract. */
export interface Route {
  /** In lower case, as the document names operations. */
  method: string
  /** With parameters in braces. */
  path: string
  /** The names of the path's parameters. */
  parameters: string[]
  contract: Contract
}

/** The methods that the document knows, beside HEAD, which comes with every GET. */
const methods = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'])

/** Every route of `router` that `endpoint` made, also those of routers within it. Throws for a path that the document cannot say. */
export function findRoutes(router: Router<RequestState>): Route[] {
  return router.stack.flatMap((layer) => {
    const contract = layer.stack.map(contractOf).find((found) => found !== undefined)
    if (!contract) return []
    return layer.methods
      .filter((method) => methods.has(method))
      .map((method) => ({ method: method.toLowerCase(), ...readPath(layer.path), contract }))
  })
}

function readPath(path: string | RegExp): Pick<Route, 'path' | 'parameters'> {
  if (typeof path !== 'string' || /[*{}()?+\\]/.test(path)) {
    throw new Error(
      `Cannot describe the route "${String(path)}" in OpenAPI: wanted a path of text and parameters such as "/orders/:id"`,
    )
  }
  const parameters = [...path.matchAll(/:([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu)].map(([, name]) => name!)
  return { path: path.replaceAll(/:([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu, '{$1}'), parameters }
}
