import type { Socket } from 'node:net'
import type { Behaviour } from './start-downstream.ts'

/** Answers with a status, headers and a text, and keeps the connection. */
export function answer(status: number, body = '', headers: Record<string, string> = {}): Behaviour {
  return (socket) => void socket.write(format(status, body, headers))
}

/** Answers with JSON, after so many milliseconds. */
export function json(value: unknown, delayMs = 0): Behaviour {
  const text = format(200, JSON.stringify(value), { 'Content-Type': 'application/json' })
  return (socket) => {
    if (delayMs === 0) socket.write(text)
    else setTimeout(() => socket.write(text), delayMs)
  }
}

/** Takes the request and says nothing, ever. */
export const hang: Behaviour = () => {}

/** Cuts the connection with a TCP reset. */
export const reset: Behaviour = (socket) => void socket.resetAndDestroy()

/** Closes the connection in peace, without an answer. */
export const hangUp: Behaviour = (socket) => void socket.end()

/** Speaks another protocol. */
export const garbage: Behaviour = (socket) => void socket.write('SSH-2.0-OpenSSH_9.2\r\n\r\n\0\x01\x02')

/** Promises more than it sends, and closes. */
export const cutShort: Behaviour = (socket) =>
  void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"id":')

/** Sends a body without an end, as fast as it is read. */
export const endless: Behaviour = (socket) => {
  const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`
  const pour = (): void => {
    while (socket.writable && socket.write(chunk));
  }
  socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
  socket.on('drain', pour)
  pour()
}

/** Sends headers without an end. */
export const endlessHeaders: Behaviour = (socket) => {
  socket.write(`HTTP/1.1 200 OK\r\n${`X-Padding: ${'x'.repeat(1000)}\r\n`.repeat(40)}`)
}

/** Sends a good answer one byte at a time, so that no single wait is long. */
export function drip(value: unknown, everyMs = 5): Behaviour {
  return (socket) => dripText(socket, format(200, JSON.stringify(value), {}), everyMs)
}

/** Sends the head of a good answer at once, and its body one byte at a time. */
export function dripBody(value: unknown, everyMs = 5): Behaviour {
  return (socket) => {
    const text = format(200, JSON.stringify(value), {})
    const head = text.indexOf('\r\n\r\n') + 4
    socket.write(text.slice(0, head))
    dripText(socket, text.slice(head), everyMs)
  }
}

/** Answers the first request on a connection, and cuts it when the second one comes: what a server does that just closed an idle connection. */
export function stale(first: Behaviour): Behaviour {
  return (socket, request) => {
    if (request.turn === 1) first(socket, request)
    else socket.resetAndDestroy()
  }
}

function dripText(socket: Socket, text: string, everyMs: number): void {
  let sent = 0
  const timer = setInterval(() => {
    if (sent < text.length && socket.writable) socket.write(text.charAt(sent++))
    else clearInterval(timer)
  }, everyMs)
}

function format(status: number, body: string, headers: Record<string, string>): string {
  const lines = Object.entries({ 'Content-Length': String(Buffer.byteLength(body)), ...headers })
  return `HTTP/1.1 ${status} Status\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`
}
