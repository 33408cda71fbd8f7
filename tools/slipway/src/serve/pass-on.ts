import { request as askHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { request as askHttps } from 'node:https'
import { pipeline } from 'node:stream'

/** Sends a request on to another server as it came, and its answer back. Who cannot be reached makes it a 502. */
export function passOn(request: IncomingMessage, response: ServerResponse, origin: string): void {
  const { protocol, host, hostname, port } = new URL(origin)
  const ask = protocol === 'https:' ? askHttps : askHttp
  const { method, url, headers } = request
  const onward = ask({ hostname, port, method, path: url, headers: { ...headers, host } }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    // The answer may never end, as that which tells of edits does not: whoever leaves first ends both.
    pipeline(answer, response, () => onward.destroy())
  })
  onward.once('error', () => {
    if (response.headersSent) response.destroy()
    else response.writeHead(502, { 'Content-Type': 'application/json' }).end('{"error":"Bad Gateway"}')
  })
  response.once('close', () => onward.destroy())
  pipeline(request, onward, () => undefined)
}
