import type Koa from 'koa'
import { requireReading } from '../errors/require-reading.ts'
import type { RequestState } from '../service.ts'

const path = '/openapi.json'

/** Answers `GET /openapi.json` with a document that was made before. */
export function answerOpenApi(document: object): Koa.Middleware<RequestState> {
  const text = JSON.stringify(document)
  return (ctx, next) => {
    if (ctx.path !== path) return next()
    ctx.state.route = path
    requireReading(ctx)
    ctx.type = 'json'
    ctx.body = text
    return undefined
  }
}
