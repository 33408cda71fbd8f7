import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Replica } from './replica.ts'

/** Gives requests to the replicas that say that they are ready, in turns. */
export interface Balancer {
  readonly url: string
  /** Is done when the replica has said that it is ready for the first time. */
  add(replica: { url: string; adminUrl: string }): Promise<Replica>
  remove(replica: Replica): void
  close(): void
}

/**
 * Starts a balancer on a free port. It stands for what is in front of a service in a cluster, at its simplest: it keeps connections open, asks
 * each replica's `/ready` every `pollMs`, and knows nothing else of it. It never tries again: what one replica loses is lost.
 */
export async function startBalancer(pollMs: number): Promise<Balancer> {
  const replicas: Replica[] = []
  let turn = 0
  const server = createServer((request, response) => {
    const ready = replicas.filter((replica) => replica.ready)
    const chosen = ready[turn++ % ready.length]
    if (chosen) passOn(request, response, chosen)
    else fail(response, 503, 'no replica is ready')
  })
  // Its clients keep their connections for as long as they like.
  server.keepAliveTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async add({ url, adminUrl }) {
      const replica = new Replica(url, `${adminUrl}/ready`, pollMs)
      replicas.push(replica)
      await replica.firstReady
      return replica
    },
    remove(replica) {
      replicas.splice(replicas.indexOf(replica), 1)
      replica.close()
    },
    close() {
      for (const replica of replicas.splice(0)) replica.close()
      server.close()
      server.closeAllConnections()
    },
  }
}

function passOn(request: IncomingMessage, response: ServerResponse, replica: Replica): void {
  const { method, url, headers } = request
  const sent = replica.request({ method, path: url, headers: withoutHops(headers) })
  sent.on('error', (error) => fail(response, 502, error.message))
  sent.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, withoutHops(answer.headers))
    answer.on('error', () => response.destroy())
    answer.pipe(response)
  })
  request.pipe(sent)
}

/** These are between two neighbours. */
function withoutHops({ connection: _, 'keep-alive': __, ...headers }: IncomingMessage['headers']) {
  return headers
}

function fail(response: ServerResponse, status: number, reason: string): void {
  if (response.headersSent) response.destroy()
  else response.writeHead(status, { 'Content-Type': 'text/plain' }).end(reason)
}
