import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'

/**
 * A TCP port of 127.0.0.1 that nobody else is given for the next minute.
 *
 * Asking for a free port and closing it again is a race. Here the server's side closes a connection first and so leaves the
 * port in TIME_WAIT: the kernel gives such a port to no one who asks for any port, but a server that asks for this one
 * with SO_REUSEADDR, as servers do, gets it.
 */
export async function reservePort(): Promise<number> {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await once(connect(port, '127.0.0.1').resume(), 'close')
  server.close()
  await once(server, 'close')
  return port
}
