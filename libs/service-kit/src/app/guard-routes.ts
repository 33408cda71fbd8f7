import type Koa from 'koa'
import { requireReading } from '../errors/require-reading.ts'
import type { RequestState } from '../service.ts'
import { requireHost } from './require-host.ts'

type Context = Koa.ParameterizedContext<RequestState>

/** What stands before the routes of a service. */
export interface Guards {
  /** Answers of service-kit's own, by path. They come first, so that nothing a service does can get in their way. */
  own: ReadonlyMap<string, (ctx: Context) => Promise<void> | void>
  /** Gives whether there is room for one request more; answers it when there is none. */
  admit(ctx: Context): boolean
  /** Throws when the request announces a body that is too large. */
  limitBody(ctx: Context): void
}

/**
 * Lets a request on to the routes of the service, or answers it. One middleware for all of that: a layer of Koa takes a closure and
 * half a microsecond of each request, which is more than any of these checks takes.
 */
export function guardRoutes({ own, admit, limitBody }: Guards): Koa.Middleware<RequestState> {
  return (ctx, next) => {
    requireHost(ctx)
    const { path } = ctx
    const answer = own.get(path)
    if (answer) {
      ctx.state.route = path
      requireReading(ctx)
      return answer(ctx)
    }
    if (!admit(ctx)) return undefined
    limitBody(ctx)
    return next()
  }
}
