import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way to a server on this machine on which bytes are counted. */
export interface CountingProxy extends Disposable {
  readonly port: number
  /** What the server sent since the last time that somebody asked. */
  takeReceived(): number
}

/** Passes on what goes to a port and what comes back. */
export async function startCountingProxy(port: number): Promise<CountingProxy> {
  let received = 0
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1')
    upstream.on('data', (chunk: Buffer) => {
      received += chunk.length
    })
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      socket.on('error', () => socket.destroy())
    }
    client.pipe(upstream).pipe(client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    takeReceived() {
      const taken = received
      received = 0
      return taken
    },
    [Symbol.dispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
