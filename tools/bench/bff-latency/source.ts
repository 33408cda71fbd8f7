import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

// A service that answers one JSON value after DELAY_MS: a process of its own, which does nothing else.
const { DELAY_MS = '0', BODY = '{}' } = process.env
const delayMs = Number(DELAY_MS)

const server = createServer((_, response) => {
  const answer = () => response.setHeader('Content-Type', 'application/json').end(BODY)
  if (delayMs === 0) answer()
  else setTimeout(answer, delayMs)
})
server.keepAliveTimeout = 65_000
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`${JSON.stringify({ msg: 'Listening', port })}\n`)
})
process.once('SIGTERM', () => process.exit(0))
