import type { Router } from '@koa/router'
import type Koa from 'koa'
import { findRoute } from '../app/find-route.ts'
import type { Connections } from '../server/watch-connections.ts'
import type { RequestState } from '../service.ts'

/** In seconds. Others of the same moment come back then too, so no longer than a queue needs to get shorter. */
const retryAfter = '1'

/**
 * Answers 503 at once while more than `most` requests run, this one included: to wait in line with all of them would make every
 * answer come too late. Probes come before this, as an overloaded process is not a dead one.
 */
export function admitRequests(
  router: Router<RequestState>,
  { requests }: Pick<Connections, 'requests'>,
  most: number,
): Koa.Middleware<RequestState> {
  return (ctx, next) => {
    const request = requests.get(ctx.res)
    if (request) request.findRoute = () => findRoute(ctx, router)
    if (requests.size <= most) return next()
    ctx.status = 503
    ctx.set('Retry-After', retryAfter)
    ctx.body = { error: 'Overloaded' }
    return undefined
  }
}
