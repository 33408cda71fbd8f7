import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { keepAsking } from '../load/keep-asking.ts'

/** A closed loop: each connection sends the next request as soon as the one before is answered. */
export interface RawLoad {
  readonly port: number
  readonly path: string
  readonly connections: number
  readonly durationMs: number
}

/** What came of a load. */
export interface Throughput {
  readonly requests: number
  readonly perSecond: number
}

/**
 * Counts how many requests are answered. It shares the machine with what it measures, so it spends next to nothing:
 * it counts the bytes of answers, which are all of the length of the first, and parses none. Throws when an answer is no 200, or
 * when the bytes do not come out even.
 */
export async function measureThroughput({
  port,
  path,
  connections,
  durationMs,
}: RawLoad): Promise<Throughput> {
  const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`
  const begun = performance.now()
  const end = begun + durationMs
  const counts = await Promise.all(Array.from({ length: connections }, () => askOn(port, request, end)))
  const seconds = (performance.now() - begun) / 1000
  const requests = counts.reduce((total, count) => total + count, 0)
  return { requests, perSecond: requests / seconds }
}

async function askOn(port: number, request: string, end: number): Promise<number> {
  const socket = connect(port, '127.0.0.1').setNoDelay()
  await once(socket, 'connect')
  const length = await readFirst(socket, request)
  let received = 0
  function isWhole(chunk: Buffer): boolean {
    received += chunk.length
    if (received < length) return false
    if (received > length) throw new Error('Cannot measure: answers differ in length')
    received = 0
    return true
  }
  return await keepAsking({ socket, request, end, isWhole })
}

/** Of the bytes of one answer. */
async function readFirst(socket: Socket, request: string): Promise<number> {
  socket.write(request)
  const [first] = (await once(socket, 'data')) as [Buffer]
  const text = first.toString('latin1')
  const [head = '', body = ''] = text.split('\r\n\r\n', 2)
  const length = /^content-length: (\d+)$/im.exec(head)?.[1]
  if (!text.startsWith('HTTP/1.1 200 ') || body.length !== Number(length))
    throw new Error(`Cannot measure: wanted an answer 200 in one piece, found ${JSON.stringify(text)}`)
  return first.length
}
