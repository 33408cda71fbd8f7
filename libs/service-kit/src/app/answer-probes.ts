import type Koa from 'koa'
import { requireReading } from '../errors/require-reading.ts'
import type { Readiness } from '../readiness/readiness.ts'
import type { RequestState } from '../service.ts'

/**
 * Answers `/health` (the process turns over) and `/ready` (it takes traffic; 503 and why when it does not) ahead of the
 * service's routes, so that nothing a service does can get in their way.
 */
export function answerProbes(readiness: Readiness): Koa.Middleware<RequestState> {
  return (ctx, next) => {
    if (ctx.path !== '/health' && ctx.path !== '/ready') return next()
    ctx.state.route = ctx.path
    requireReading(ctx)
    if (ctx.path === '/ready') return answerReady(ctx, readiness)
    ctx.body = { status: 'UP' }
    return undefined
  }
}

async function answerReady(ctx: Koa.ParameterizedContext<RequestState>, readiness: Readiness): Promise<void> {
  const state = await readiness.state()
  ctx.status = state.ready ? 200 : 503
  ctx.body = state.ready ? { status: 'READY' } : { error: state.reason }
}
