import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Passes TCP connections on to a server, and counts and cuts them. */
export interface Proxy {
  /** `127.0.0.1:<port>` */
  host: string
  /** Bytes that went to the server. */
  sent: number
  /** Bytes that came from it. */
  received: number
  /** Bytes after which the connection that brings the last of them is cut, or nothing; asked again after each cut. */
  limits: { sent?: number; received?: number }
  /** Told of all that passes. */
  onPiece: (direction: 'sent' | 'received', piece: Buffer) => void
  /** Told of each cut; what is at the other end hears nothing more before it is done. */
  onCut: () => void | Promise<void>
}

/** Starts a proxy for a server on this machine; it ends with the test. */
export async function startProxy(target: string): Promise<Proxy> {
  const [host, port] = target.split(':')
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(Number(port), host)
    const pair = [client, upstream]
    for (const socket of pair) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        for (const other of pair) other.destroySoon()
      })
    }
    pass('sent', client, upstream)
    pass('received', upstream, client)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const proxy: Proxy = {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: 0,
    received: 0,
    limits: {},
    onPiece: () => undefined,
    onCut: () => undefined,
  }
  return proxy

  function pass(direction: 'sent' | 'received', from: Socket, to: Socket): void {
    from.on('data', (piece: Buffer) => {
      const left = (proxy.limits[direction] ?? Infinity) - proxy[direction]
      const passed = piece.subarray(0, Math.max(0, left))
      proxy[direction] += passed.length
      proxy.onPiece(direction, passed)
      if (passed.length < piece.length) return void cut(passed)
      if (!to.write(passed)) {
        from.pause()
        to.once('drain', () => from.resume())
      }
    })

    async function cut(last: Buffer): Promise<void> {
      delete proxy.limits[direction]
      from.removeAllListeners('data').pause()
      if (last.length > 0) await new Promise((resolve) => to.write(last, resolve))
      await proxy.onCut()
      // What the client was sent shall reach it, or it would be the kernel's buffers that are measured.
      if (direction === 'received') return void from.destroy()
      for (const socket of [from, to]) socket.resetAndDestroy()
    }
  }
}
