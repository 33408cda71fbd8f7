import type Koa from 'koa'
import type { ServerResponse } from 'node:http'
import type { RequestState } from '../service.ts'

const written = Symbol('written')

type Counted = ServerResponse & { [written]?: number }

/**
 * Gives a function that tells how many bytes of the body were sent: those of `Content-Length`, or those that a stream wrote.
 */
export function countBytes({ req, res }: Koa.ParameterizedContext<RequestState>): () => number {
  const counted: Counted = res
  counted.write = countingWrite
  return () => {
    if (req.method === 'HEAD') return 0
    return counted[written] ?? Number(res.getHeader('Content-Length') ?? 0)
  }
}

function countingWrite(this: Counted, ...args: unknown[]): boolean {
  const [chunk, encoding] = args as [string | Uint8Array, BufferEncoding?]
  const bytes = typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.byteLength
  this[written] = (this[written] ?? 0) + bytes
  return Reflect.apply(prototypeOf(this).write, this, args)
}

function prototypeOf(response: ServerResponse): ServerResponse {
  return Object.getPrototypeOf(response) as ServerResponse
}
