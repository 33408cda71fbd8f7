import type Koa from 'koa'
import type { RequestState } from '../service.ts'

/** Answers `GET /openapi.json` with a document that was made before. */
export function answerOpenApi(document: object): Koa.Middleware<RequestState> {
  const text = JSON.stringify(document)
  return (ctx, next) => {
    if (ctx.path !== '/openapi.json' || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
    ctx.type = 'json'
    ctx.body = text
    return undefined
  }
}
