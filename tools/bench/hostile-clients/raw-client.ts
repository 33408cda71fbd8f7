import { connect } from 'node:net'

/** How a connection ended: the status of the last answer on it (0 when there was none) after so many milliseconds. */
export interface Ending {
  readonly status: number
  readonly milliseconds: number
}

export interface RawClientOptions {
  readonly port: number
  /** Sent at once. */
  readonly text: string
  /** Sends a letter this often, once there is a connection. */
  readonly letterEveryMs?: number
  /** Called with the status of each answer. */
  readonly onAnswer?: (status: number) => void
  /** Ends the connection from this side. */
  readonly signal: AbortSignal
}

/** Opens one connection that says what no client library would; is done when it is over, and never rejects. */
export async function rawClient(options: RawClientOptions): Promise<Ending> {
  const { port, text, letterEveryMs, onAnswer, signal } = options
  const start = performance.now()
  const socket = connect(port, '127.0.0.1').on('error', () => undefined)
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  const leave = () => void socket.destroy()
  signal.addEventListener('abort', leave)
  if (signal.aborted) leave()
  let status = 0
  socket.on('data', (chunk) => {
    status = Number(/^HTTP\/1\.1 (\d{3})/.exec(chunk.toString('latin1'))?.[1] ?? status)
    onAnswer?.(status)
  })
  socket.once('close', () => resolve())
  socket.write(text)
  const timer = letterEveryMs === undefined ? undefined : setInterval(() => socket.write('x'), letterEveryMs)
  await closed
  clearInterval(timer)
  signal.removeEventListener('abort', leave)
  return { status, milliseconds: performance.now() - start }
}
