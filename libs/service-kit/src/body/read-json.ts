import type Koa from 'koa'
import type { RequestState } from '../service.ts'
import { readBody, type ReadBodyOptions } from './read-body.ts'

/**
 * The JSON value in the body of a request. Throws an error for the client: 415 when its Content-Type is not JSON,
 * 400 when the text is not or there is none, and what `readBody` throws.
 */
export async function readJson(
  ctx: Koa.ParameterizedContext<RequestState>,
  options: ReadBodyOptions = {},
): Promise<unknown> {
  const type = ctx.request.is('json', '+json')
  if (type === null) ctx.throw(400, 'A JSON body is required')
  if (type === false) ctx.throw(415, 'Send the body as application/json')
  const body = await readBody(ctx, options)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return ctx.throw(400, 'The body is not valid JSON')
  }
}
