import type Koa from 'koa'
import type { RequestState } from '../service.ts'
import { refuseBody } from './read-body.ts'

/**
 * Gives what throws for a request that announces a larger body, before its handler runs, and what tells those who read bodies the
 * limit.
 */
export function limitBody(maxBytes: number): (ctx: Koa.ParameterizedContext<RequestState>) => void {
  return (ctx) => {
    ctx.state.maxBodyBytes = maxBytes
    const announced = ctx.req.headers['content-length']
    if (announced !== undefined && Number(announced) > maxBytes) refuseBody(ctx, maxBytes)
  }
}
