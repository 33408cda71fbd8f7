import type { IncomingMessage } from 'node:http'
import type Koa from 'koa'
import type { RequestState } from '../service.ts'
import { cutOffRest } from './cut-off-rest.ts'

type Context = Koa.ParameterizedContext<RequestState>

export interface ReadBodyOptions {
  /** Most bytes that the body may have; the setting `MAX_BODY_BYTES` by default. */
  maxBytes?: number
}

/**
 * The whole body of a request; empty when there is none. Read it once. Throws an error for the client: 413 when it is
 * larger than it may be, 415 when it is compressed (a small one may unpack to any size), 400 when the client stopped sending.
 */
export async function readBody(ctx: Context, { maxBytes }: ReadBodyOptions = {}): Promise<Buffer> {
  const limit = maxBytes ?? ctx.state.maxBodyBytes
  const encoding = ctx.get('Content-Encoding').toLowerCase()
  if (encoding !== '' && encoding !== 'identity') ctx.throw(415, 'Send the body uncompressed')
  const body = (ctx.request.length ?? 0) > limit ? undefined : await collect(ctx.req, limit)
  if (body === undefined) return refuseBody(ctx, limit)
  if (body === 'incomplete') return ctx.throw(400, 'The body is incomplete')
  return body
}

/** Throws the error of a body that is too large, and sees to it that the client can read the answer. */
export function refuseBody(ctx: Context, limit: number): never {
  cutOffRest(ctx)
  return ctx.throw(413, `The body is larger than ${limit} bytes`)
}

/**
 * Gives nothing for a body of more than `limit` bytes. Not with `for await`, which closes the connection when it is left: the
 * client would see no answer.
 */
function collect(request: IncomingMessage, limit: number): Promise<Buffer | 'incomplete' | undefined> {
  const { promise, resolve } = Promise.withResolvers<Buffer | 'incomplete' | undefined>()
  const chunks: Buffer[] = []
  let length = 0
  function take(chunk: Buffer) {
    length += chunk.length
    if (length > limit) resolve(undefined)
    else chunks.push(chunk)
  }
  request.on('data', take)
  request.once('end', () => resolve(Buffer.concat(chunks, length)))
  // Also comes after the end, when it changes nothing any more.
  request.once('close', () => resolve('incomplete'))
  request.once('error', () => resolve('incomplete'))
  return promise.finally(() => {
    request.off('data', take)
    chunks.length = 0
  })
}
