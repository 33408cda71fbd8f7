import type { Router, RouterContext } from '@koa/router'
import type Koa from 'koa'
import { unmatchedRoute } from '../metrics/request-metrics.ts'
import type { RequestState } from '../service.ts'

type Matched = Partial<Pick<RouterContext, '_matchedRoute' | 'matched'>>

/**
 * The pattern of the route that a request took, as `/orders/:id`; for one that was refused before the router saw it, the one that
 * it would have taken; for a method that the path does not have, the pattern of its first route.
 */
export function findRoute(ctx: Koa.ParameterizedContext<RequestState>, router: Router<RequestState>): string {
  const { _matchedRoute, matched } = ctx as Matched
  const known = ctx.state.route ?? _matchedRoute
  if (known !== undefined) return String(known)
  const { path, pathAndMethod } = matched
    ? { path: matched, pathAndMethod: [] }
    : router.match(ctx.path, ctx.method)
  const route = pathAndMethod.findLast(isRoute) ?? path.find(isRoute)
  return route === undefined ? unmatchedRoute : String(route.path)
}

/** Middleware of a router has no methods. */
function isRoute({ methods }: { methods: readonly string[] }): boolean {
  return methods.length > 0
}
