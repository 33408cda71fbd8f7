import { once } from 'node:events'
import { connect } from 'node:net'
import { keepAsking } from '../load/keep-asking.ts'

/** A closed loop: each connection sends the next request as soon as the one before is answered. */
export interface Asking {
  readonly url: string
  readonly path: string
  readonly atOnce: number
  readonly durationMs: number
}

/**
 * Answers per second. It shares the machine with what it measures, so it parses no more of an answer than it must to know
 * that it is a whole 200. Throws when one is not.
 */
export async function ask({ url, path, atOnce, durationMs }: Asking): Promise<number> {
  const begun = performance.now()
  const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`
  const port = Number(new URL(url).port)
  const counts = await Promise.all(
    Array.from({ length: atOnce }, () => askOn(port, request, begun + durationMs)),
  )
  return (counts.reduce((total, count) => total + count, 0) * 1000) / (performance.now() - begun)
}

async function askOn(port: number, request: string, end: number): Promise<number> {
  const socket = connect(port, '127.0.0.1').setNoDelay()
  await once(socket, 'connect')
  let text = ''
  function isWhole(chunk: Buffer): boolean {
    text += chunk.toString('latin1')
    const length = lengthOf(text)
    if (length === undefined || text.length < length) return false
    if (!text.startsWith('HTTP/1.1 200 ') || text.length > length)
      throw new Error(`Cannot measure: wanted one answer 200, found ${JSON.stringify(text)}`)
    text = ''
    return true
  }
  return await keepAsking({ socket, request, end, isWhole })
}

/** Of the whole answer; `undefined` while its head is not there. */
function lengthOf(text: string): number | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  return end + 4 + Number(/^content-length: (\d+)/im.exec(text)?.[1] ?? 0)
}
