import type Koa from 'koa'
import type { RequestState } from '../service.ts'
import { CurrentRequest } from './current-request.ts'

/** Makes the state of each request, so it comes before all other middleware. */
export const followRequest: Koa.Middleware<RequestState> = (ctx, next) => {
  ctx.state = new CurrentRequest(ctx.req.headers, ctx.res)
  return next()
}
