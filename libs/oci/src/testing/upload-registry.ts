import type { IncomingMessage, ServerResponse } from 'node:http'
import { digestOf } from '../digest/digest.ts'
import { listen, type Listening } from './listen.ts'

/** The upload part of a registry that keeps what came of a chunk, as the specification allows and Debian's does not. */
export interface UploadRegistry extends Listening {
  /** Whole blobs, by digest. */
  blobs: Map<string, Buffer>
  /** Bytes of bodies that came. */
  received: number
}

/** What goes wrong. */
export interface UploadFaults {
  /** The connection breaks once so many bytes have come. */
  breaksAt?: number
  /** What a chunk is answered with. */
  refusesChunks?: number
  /** Answers to the first requests that open an upload. */
  busy?: { status: number; retryAfter?: string }[]
}

/** Starts such a registry. */
export async function startUploadRegistry(faults: UploadFaults = {}): Promise<UploadRegistry> {
  const state = { blobs: new Map<string, Buffer>(), received: 0 }
  let pieces: Buffer[] = []
  const size = () => pieces.reduce((sum, { length }) => sum + length, 0)
  const progress = () => ({ location: '/v2/uploads/1?state=x', range: `0-${Math.max(0, size() - 1)}` })

  async function take(request: IncomingMessage): Promise<boolean> {
    for await (const piece of request as AsyncIterable<Buffer>) {
      pieces.push(piece)
      state.received += piece.length
      if (state.received < (faults.breaksAt ?? Infinity)) continue
      delete faults.breaksAt
      request.socket.resetAndDestroy()
      return false
    }
    return true
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://x')
    if (request.method === 'HEAD') {
      const isThere = state.blobs.has(url.pathname.split('/').at(-1) ?? '')
      return void response.writeHead(isThere ? 200 : 404).end()
    }
    if (request.method === 'POST') {
      const busy = faults.busy?.shift()
      if (busy)
        return void response
          .writeHead(busy.status, busy.retryAfter ? { 'retry-after': busy.retryAfter } : {})
          .end()
      pieces = []
      return void response.writeHead(202, progress()).end()
    }
    if (request.method === 'GET') return void response.writeHead(204, progress()).end()
    if (request.method === 'PATCH') {
      if (faults.refusesChunks !== undefined) return void response.writeHead(faults.refusesChunks).end()
      const isNext = request.headers['content-range']?.startsWith(`${size()}-`)
      if (isNext !== true) return void response.writeHead(416, progress()).end()
      if (await take(request)) response.writeHead(202, progress()).end()
      return
    }
    if (!(await take(request))) return
    const blob = Buffer.concat(pieces)
    if (digestOf(blob) !== url.searchParams.get('digest')) return void response.writeHead(400).end()
    state.blobs.set(digestOf(blob), blob)
    response.writeHead(201).end()
  }

  const listening = await listen((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  return Object.assign(state, listening)
}
