import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Listens on a free port and tells it to the process that measures. */
export async function serve(listener: RequestListener): Promise<void> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, resolve))
  answerMeasurer((server.address() as AddressInfo).port)
}

/** Tells the process that measures the port, and whenever it asks how much processor time was spent, in microseconds. */
export function answerMeasurer(port: number): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.({ cpu: user + system })
  })
  process.send?.({ port })
}
