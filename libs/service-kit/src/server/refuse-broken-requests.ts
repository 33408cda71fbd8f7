import { STATUS_CODES, type Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Logger } from 'pino'
import type { Connections } from './watch-connections.ts'

/** Enough for a client to read why, before what it still sends makes the system throw the answer away. */
const patienceMs = 1000

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/**
 * Answers what Node cannot make a request of (malformed, headers too large, too slow) as every other error is answered,
 * and ends the connection. Where an answer has begun it is cut: another in the middle of it would be taken for its body.
 */
export function refuseBrokenRequests(
  server: Server,
  connections: Pick<Connections, 'newestOn'>,
  log: Logger,
): void {
  const refused = new WeakSet<Socket>()
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (refused.has(socket)) return
    refused.add(socket)
    const status = statuses[error.code ?? ''] ?? 400
    const begun = connections.newestOn(socket)
    if (!socket.writable || (begun && !begun.writableFinished && begun.headersSent)) {
      socket.destroy()
      return
    }
    log.debug({ status, code: error.code }, 'Broken request')
    socket.end(answer(status))
    const timer = setTimeout(() => socket.destroy(), patienceMs).unref()
    socket.once('close', () => clearTimeout(timer))
  })
}

function answer(status: number): string {
  const reason = STATUS_CODES[status]
  const body = JSON.stringify({ error: reason })
  const headers = [
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ]
  return `HTTP/1.1 ${status} ${reason}\r\n${headers.join('\r\n')}\r\n\r\n${body}`
}
