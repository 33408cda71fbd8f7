import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** One request without a body, as it came. */
export interface RawRequest {
  /** With the query. */
  path: string
  /** By lower-case name. */
  headers: Record<string, string>
  /** How many requests came on this connection, this one included. */
  turn: number
}

/** What a server does with a request; it has the socket for itself, so it can break every rule. */
export type Behaviour = (socket: Socket, request: RawRequest) => void

/** A server on a free port of this machine that behaves as it is told. */
export interface DownstreamServer {
  readonly url: string
  readonly port: number
  /** Every request so far. */
  readonly requests: readonly RawRequest[]
  /** Connections that are open now. */
  readonly open: number
  /** Connections that were ever made. */
  readonly accepted: number
  /** From the next request on. */
  behave(behaviour: Behaviour): void
  /** Resolves with the next request, when it has come. */
  nextRequest(): Promise<RawRequest>
  /** Cuts every connection, and listens no more. */
  close(): Promise<void>
}

/** Starts a raw TCP server that reads requests and leaves all else to `behaviour`. */
export async function startDownstream(behaviour: Behaviour): Promise<DownstreamServer> {
  const requests: RawRequest[] = []
  const sockets = new Set<Socket>()
  let waiting = Promise.withResolvers<RawRequest>()
  let accepted = 0
  let behave = behaviour

  const server = createServer((socket) => {
    accepted += 1
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    readRequests(socket, (request) => {
      requests.push(request)
      waiting.resolve(request)
      waiting = Promise.withResolvers()
      behave(socket, request)
    })
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    get open() {
      return sockets.size
    },
    get accepted() {
      return accepted
    },
    behave(next) {
      behave = next
    },
    nextRequest: () => waiting.promise,
    async close() {
      for (const socket of sockets) socket.destroy()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function readRequests(socket: Socket, take: (request: RawRequest) => void): void {
  let text = ''
  let turn = 0
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += String(chunk)
    for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
      turn += 1
      take(parseHead(text.slice(0, end), turn))
      text = text.slice(end + 4)
    }
  })
}

function parseHead(head: string, turn: number): RawRequest {
  const [first = '', ...lines] = head.split('\r\n')
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  return { path: first.split(' ')[1] ?? '', headers: Object.fromEntries(headers), turn }
}
