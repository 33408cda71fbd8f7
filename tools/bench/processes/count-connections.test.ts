import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { countConnections } from './count-connections.ts'

describe('countConnections()', () => {
  it('counts the clients of a port, and not one that is gone', async () => {
    const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const clients = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
    await Promise.all(clients.map((client) => once(client, 'connect')))
    expect(await countConnections(port)).toBe(2)
    clients[0]?.end()
    await expect.poll(() => countConnections(port)).toBe(1)
    clients.forEach((client) => client.destroy())
    server.close()
  })
})
