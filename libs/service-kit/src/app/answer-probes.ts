import type Koa from 'koa'
import type { RequestState } from '../service.ts'

/**
 * Answers `/health` (the process turns over) and `/ready` (it takes traffic; 503 once it is stopping) ahead of the
 * service's routes, so that nothing a service does can get in their way.
 */
export function answerProbes(isReady: () => boolean): Koa.Middleware<RequestState> {
  return (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    if (ctx.path === '/health') {
      ctx.body = { status: 'UP' }
      return undefined
    }
    if (ctx.path !== '/ready') return next()
    const ready = isReady()
    ctx.status = ready ? 200 : 503
    ctx.body = ready ? { status: 'READY' } : { error: 'Stopping' }
    return undefined
  }
}
