import type Koa from 'koa'
import type { Readiness } from '../readiness/readiness.ts'
import type { RequestState } from '../service.ts'

type Context = Koa.ParameterizedContext<RequestState>

/** Answers that the process turns over. */
export function answerHealth(ctx: Context): void {
  ctx.body = { status: 'UP' }
}

/** Answers whether the service takes traffic; 503 and why when it does not. */
export async function answerReady(ctx: Context, readiness: Readiness): Promise<void> {
  const state = await readiness.state()
  ctx.status = state.ready ? 200 : 503
  ctx.body = state.ready ? { status: 'READY' } : { error: state.reason }
}
