import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Gives a function that closes `server` and is done when every response is over. It stands in for Node's own
 * `closeIdleConnections`, which cuts a response whose last byte is written but not yet sent, and which leaves a connection
 * that was busy at that moment open until its keep-alive time is over. Call it before the server listens.
 */
export function prepareClose(server: Server): () => Promise<void> {
  const connections = new Map<Socket, Set<ServerResponse>>()
  const running = new Set<ServerResponse>()
  let closing = false

  server.on('connection', (socket: Socket) => {
    connections.set(socket, new Set())
    socket.once('close', () => connections.delete(socket))
  })
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const responses = connections.get(socket)?.add(response)
    running.add(response)
    if (closing) announceEnd(response)
    response.once('close', () => {
      running.delete(response)
      responses?.delete(response)
      if (closing && responses?.size === 0) socket.destroySoon()
    })
  })
  server.closeIdleConnections = () => {
    closing = true
    for (const [socket, responses] of connections) {
      if (responses.size === 0) socket.destroySoon()
      else responses.forEach(announceEnd)
    }
  }
  return async () => {
    const closed = once(server, 'close')
    server.close()
    await closed
    // A client that hangs up at once closes the connection before the response knows that it is over.
    await Promise.all([...running].map((response) => once(response, 'close')))
  }
}

/** Tells the client not to send another request on this connection, when it is not too late for that. */
function announceEnd(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close')
}
