import type Koa from 'koa'
import { STATUS_CODES } from 'node:http'
import type { RequestState } from '../service.ts'

type Context = Koa.ParameterizedContext<RequestState>

/**
 * Makes `app` turn every error into a response in one place: middleware that throws, a body stream that breaks. The
 * message is shown only when the error is marked with `expose`, as those of `ctx.throw(4xx, …)` are; anything else says
 * no more than its status, and its cause goes to the log.
 */
export function answerErrors(app: Koa<RequestState>): void {
  Object.assign(app.context, { onerror: handleError })
}

/** Koa calls this without an error too, at the end of each response. */
function handleError(this: Context, error: unknown): void {
  if (error === null || error === undefined) return
  this.state.error = error
  if (this.headerSent || !this.writable) this.res.destroy()
  else answerError(this, error)
}

/** Gives an answer without a body that says that something is wrong (no such route, wrong method) the usual one. */
export const nameMissingAnswer: Koa.Middleware<RequestState> = async (ctx, next) => {
  await next()
  const { status } = ctx
  if (status < 400 || (ctx.body !== undefined && ctx.body !== null)) return
  ctx.status = status
  ctx.body = errorBody(STATUS_CODES[status] ?? 'Error')
}

function answerError(ctx: Context, error: unknown): void {
  const { status, expose, message, headers } = readError(error)
  for (const name of ctx.res.getHeaderNames()) ctx.remove(name)
  ctx.set('X-Request-Id', ctx.state.requestId)
  ctx.set(headers)
  ctx.status = status
  const body = JSON.stringify(errorBody(expose ? message : (STATUS_CODES[status] ?? 'Error')))
  ctx.type = 'json'
  ctx.length = Buffer.byteLength(body)
  ctx.res.end(body)
}

function errorBody(message: string): { error: string } {
  return { error: message }
}

interface ErrorFacts {
  status: number
  expose: boolean
  message: string
  headers: Record<string, string>
}

/**
 * The facts that http-errors puts on an error. A status counts only along with `expose`: the errors of many clients carry
 * the status that another service gave them. One that is no error's counts as 500.
 */
function readError(error: unknown): ErrorFacts {
  const { status, expose, message, headers } = Object(error) as Partial<ErrorFacts>
  const known =
    typeof expose === 'boolean' &&
    typeof status === 'number' &&
    status >= 400 &&
    STATUS_CODES[status] !== undefined
  return {
    status: known ? status : 500,
    expose: known && expose,
    message: String(message),
    headers: headers ?? {},
  }
}
