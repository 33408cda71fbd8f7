import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A server that is closed when the test is over, and the requests that it had. */
export interface Listening {
  host: string
  requests: IncomingMessage[]
}

/** Serves HTTP on a free port of an address of this machine: 127.0.0.2 is another host than 127.0.0.1. */
export async function listen(handle: RequestListener, address = '127.0.0.1'): Promise<Listening> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    handle(request, response)
  }).listen(0, address)
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { host: `${address}:${(server.address() as AddressInfo).port}`, requests }
}
