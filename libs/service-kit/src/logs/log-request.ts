import type Koa from 'koa'
import type { Logger } from 'pino'
import { randomUUID } from 'node:crypto'
import type { RequestState } from '../service.ts'

/**
 * Writes one line when a response is over, also when the client left or the handler failed. The query is left out, as it
 * may hold a secret.
 */
export function logRequest(log: Logger): Koa.Middleware<RequestState> {
  return (ctx, next) => {
    const start = performance.now()
    ctx.state.requestId = chooseRequestId(ctx.get('X-Request-Id'))
    ctx.state.log = log.child({ requestId: ctx.state.requestId })
    ctx.set('X-Request-Id', ctx.state.requestId)
    ctx.res.once('close', () => {
      const durationMs = Math.round(performance.now() - start)
      const aborted = !ctx.res.writableFinished
      const { method, path, status, state } = ctx
      const facts = { method, path, status, durationMs, aborted }
      const failed = state.error !== undefined && (status >= 500 || aborted)
      if (failed) state.log.error({ ...facts, err: state.error }, 'Request failed')
      else state.log.info(facts, 'Request')
    })
    return next()
  }
}

/** Only a plain id is taken over: it goes into logs and headers. */
function chooseRequestId(wanted: string): string {
  return /^[\w.:-]{1,128}$/.test(wanted) ? wanted : randomUUID()
}
