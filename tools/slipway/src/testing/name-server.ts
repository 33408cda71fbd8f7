import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { afterAll } from 'vitest'

/** A name server for one address, which may change. */
export interface NameServer {
  /** Where it listens: `127.0.0.1:<port>`. */
  readonly place: string
  /** What every name leads to. */
  address: string
}

/** Starts a name server that gives any name the same address, for a second. It ends with the test file. */
export async function startNameServer(address: string): Promise<NameServer> {
  const socket = createSocket('udp4')
  const server = { place: '', address }
  socket.on('message', (query, { port, address: from }) => {
    // The question ends with the name's empty label, two bytes for its type and two for its class.
    const question = query.subarray(12, query.indexOf(0, 12) + 5)
    const header = Buffer.concat([query.subarray(0, 2), Buffer.from('81800001000100000000', 'hex')])
    const record = Buffer.concat([
      Buffer.from('c00c00010001000000010004', 'hex'),
      Buffer.from(server.address.split('.').map(Number)),
    ])
    socket.send(Buffer.concat([header, question, record]), port, from)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  afterAll(() => void socket.close())
  server.place = `127.0.0.1:${socket.address().port}`
  return server
}
