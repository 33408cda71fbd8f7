import type Koa from 'koa'
import type { RequestState } from '../service.ts'

/** Throws 405 for anything but reading, at a path that service-kit answers by itself. */
export function requireReading(ctx: Koa.ParameterizedContext<RequestState>): void {
  if (ctx.method === 'GET' || ctx.method === 'HEAD') return
  ctx.throw(405, 'Method Not Allowed', { headers: { Allow: 'HEAD, GET' } })
}
