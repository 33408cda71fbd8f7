import type { IncomingMessage, ServerResponse } from 'node:http'

const written = Symbol('written')

type Counted = ServerResponse & { [written]?: number }

/** Counts from now on what a stream writes into `response`. */
export function countBytes(response: ServerResponse): void {
  response.write = countingWrite
}

/** How many bytes of the body of a counted response were sent: those of `Content-Length`, or those that a stream wrote. */
export function sentBytes({ method }: IncomingMessage, response: Counted): number {
  if (method === 'HEAD') return 0
  return response[written] ?? Number(response.getHeader('Content-Length') ?? 0)
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
