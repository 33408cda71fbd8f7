import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { OpenRequest, type Connection } from './open-request.ts'

/** The connections of a server and what runs on them. */
export interface Connections {
  /** Requests whose answers are not over. */
  readonly requests: ReadonlyMap<ServerResponse, OpenRequest>
  /** The newest answer on a connection, which may be over. */
  newestOn(socket: Socket): ServerResponse | undefined
  /** From now on each answer tells its client not to send another request on the same connection. */
  announceEnd(): void
  /** Takes no connection any more, ends those without a request, and is done when every answer is over. */
  close(): Promise<void>
  /** Ends every connection, whatever runs on it. */
  cut(): void
}

/**
 * Watches the connections of `server`; call it before the server listens. Node's own end cuts a response whose last byte is
 * written but not yet sent, leaves connections open that have sent nothing yet or were busy at that moment, and stops looking for
 * requests that take too long: one client could keep the server from its end.
 */
export function watchConnections(server: Server): Connections {
  const connections = new Map<Socket, Connection>()
  const requests = new Map<ServerResponse, OpenRequest>()
  let ending = false
  let closing = false

  server.on('connection', (socket: Socket) => {
    connections.set(socket, { running: 0, newest: undefined })
    socket.once('close', () => connections.delete(socket))
  })
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const connection = connections.get(request.socket)
    if (connection) {
      connection.running += 1
      connection.newest = response
    }
    requests.set(response, new OpenRequest(request, connection))
    if (ending) tellEnd(response)
    response.on('close', endRequest)
  })
  // The one listener for the end of an answer, and the same for all: each further one would cost every request.
  function endRequest(this: ServerResponse) {
    const open = requests.get(this)
    if (!open) return
    const { request, connection, follower } = open
    requests.delete(this)
    if (connection) connection.running -= 1
    if (closing && connection?.running === 0) request.socket.destroySoon()
    follower?.end()
  }
  function announceEnd() {
    ending = true
    for (const response of requests.keys()) tellEnd(response)
  }
  async function close() {
    const closed = once(server, 'close')
    closing = true
    NetServer.prototype.close.call(server)
    announceEnd()
    for (const [socket, { running }] of connections) if (running === 0) socket.destroySoon()
    await closed
    // Only now may it stop looking.
    server.close()
    // A client that hangs up at once closes the connection before the response knows that it is over.
    await Promise.all([...requests.keys()].map((response) => once(response, 'close')))
  }
  return {
    requests,
    newestOn: (socket) => connections.get(socket)?.newest,
    announceEnd,
    close,
    cut: () => server.closeAllConnections(),
  }
}

/** Tells the client not to send another request on this connection, when it is not too late for that. */
function tellEnd(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close')
}
