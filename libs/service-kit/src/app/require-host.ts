import type Koa from 'koa'
import type { RequestState } from '../service.ts'

/** Refuses what HTTP/1.1 wants refused (RFC 9112, section 3.2). Node would do so with no body and no line in the log. */
export function requireHost(ctx: Koa.ParameterizedContext<RequestState>): void {
  if (ctx.req.headers.host === undefined && ctx.req.httpVersion === '1.1')
    ctx.throw(400, 'Wanted a Host header')
}
