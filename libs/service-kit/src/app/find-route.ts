import type { RouterContext } from '@koa/router'
import type Koa from 'koa'
import type { RequestState } from '../service.ts'
import { unmatchedRoute } from '../metrics/request-metrics.ts'

type Matched = Partial<Pick<RouterContext, '_matchedRoute' | 'matched'>>

/**
 * The pattern of the route that a request took, as `/orders/:id`; for a method that the path does not have, the pattern of
 * its first route.
 */
export function findRoute(ctx: Koa.ParameterizedContext<RequestState>): string {
  const { _matchedRoute: route, matched } = ctx as Matched
  const known = ctx.state.route ?? route
  if (known !== undefined) return String(known)
  const refusing = matched?.find(({ methods }) => methods.length > 0)
  return refusing === undefined ? unmatchedRoute : String(refusing.path)
}
