import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { ServiceError } from '../service-error.ts'

/** Listens on every interface and gives the port, which the system chose when `port` is 0. */
export async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen(port)
    await once(server, 'listening')
  } catch (cause) {
    throw new ServiceError('cannot-listen', `Cannot listen on port ${port}: ${(cause as Error).message}`, {
      cause,
    })
  }
  return (server.address() as AddressInfo).port
}
