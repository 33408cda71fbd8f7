import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openShop } from '../testing/shop.ts'

describe('slipway publish at a registry that never answers', () => {
  it('throws "timed-out" when its time is over, and leaves no connection open', async () => {
    const closed = Promise.withResolvers<void>()
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => closed.resolve())
      socket.resume()
    }).listen(0, '127.0.0.1')
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    await once(server, 'listening')
    const store = `127.0.0.1:${(server.address() as AddressInfo).port}`
    const shop = await openShop({ store })
    await shop.build('apps/web')
    const before = await shop.refs()
    await expect(shop.publish({ timeoutMs: 3000 })).rejects.toMatchObject({ code: 'timed-out' })
    await closed.promise
    expect(await shop.refs()).toEqual(before)
  })
})
