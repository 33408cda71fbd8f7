import type Koa from 'koa'
import type { RequestState } from '../service.ts'

/** Gives what answers with `document`, which is turned into text once. */
export function answerOpenApi(document: object): (ctx: Koa.ParameterizedContext<RequestState>) => void {
  const text = JSON.stringify(document)
  return (ctx) => {
    ctx.type = 'json'
    ctx.body = text
  }
}
