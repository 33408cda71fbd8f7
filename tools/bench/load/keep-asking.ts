import type { Socket } from 'node:net'

/** A closed loop on one connection. */
export interface KeepAsking {
  readonly socket: Socket
  /** The bytes of one request. */
  readonly request: string
  /** When the last one is sent, on the clock of `performance.now()`. */
  readonly end: number
  /** Takes what came, and tells whether the answer is whole; throws when it is none. */
  readonly isWhole: (chunk: Buffer) => boolean
}

/**
 * Sends the next request as soon as the answer before is whole, and gives the number of answers. For what shares the machine
 * with what it measures: it parses nothing by itself.
 */
export async function keepAsking({ socket, request, end, isWhole }: KeepAsking): Promise<number> {
  const finished = Promise.withResolvers<number>()
  let answered = 0
  function take(chunk: Buffer) {
    if (!isWhole(chunk)) return
    answered += 1
    if (performance.now() < end) socket.write(request)
    else finished.resolve(answered)
  }
  socket.on('data', (chunk: Buffer) => {
    try {
      take(chunk)
    } catch (error) {
      finished.reject(error)
    }
  })
  socket.on('error', finished.reject)
  socket.on('close', () => finished.reject(new Error('Cannot measure: the connection ended')))
  socket.write(request)
  return await finished.promise.finally(() => socket.removeAllListeners('close').destroy())
}
