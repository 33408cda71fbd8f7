import type Koa from 'koa'
import type { RequestState } from '../service.ts'
import { refuseBody } from './read-body.ts'

/** Refuses a request that announces a larger body, before its handler runs, and tells those who read bodies the limit. */
export function limitBody(maxBytes: number): Koa.Middleware<RequestState> {
  return (ctx, next) => {
    ctx.state.maxBodyBytes = maxBytes
    return (ctx.request.length ?? 0) > maxBytes ? refuseBody(ctx, maxBytes) : next()
  }
}
