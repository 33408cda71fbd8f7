import type Koa from 'koa'
import type { Connections } from '../server/watch-connections.ts'
import type { RequestState } from '../service.ts'

/** In seconds. Others of the same moment come back then too, so no longer than a queue needs to get shorter. */
const retryAfter = '1'

/**
 * Gives what answers 503 at once while more than `most` requests run, this one included, and gives true otherwise: to wait in line
 * with all of them would make every answer come too late. Probes are not asked, as an overloaded process is not a dead one.
 */
export function admitRequests(
  { requests }: Pick<Connections, 'requests'>,
  most: number,
): (ctx: Koa.ParameterizedContext<RequestState>) => boolean {
  return (ctx) => {
    if (requests.size <= most) return true
    ctx.status = 503
    ctx.set('Retry-After', retryAfter)
    ctx.body = { error: 'Overloaded' }
    return false
  }
}
