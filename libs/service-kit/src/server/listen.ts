import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { ServiceError } from '../service-error.ts'

/** Listens on every interface and gives the port, which the system chose when `port` is 0; `variable` is the setting that it is from. */
export async function listen(server: Server, variable: string, port: number): Promise<number> {
  try {
    server.listen(port)
    await once(server, 'listening')
  } catch (cause) {
    const reason = (cause as Error).message
    throw new ServiceError('cannot-listen', `Cannot listen on ${variable} ${port}: ${reason}`, { cause })
  }
  return (server.address() as AddressInfo).port
}
