import { createServer, type Server } from 'node:http'
import type { BaseSettings } from '../settings/base-settings.ts'

/** How often Node looks for connections that took too long with a request, in milliseconds. */
const checkIntervalMs = 500

/** A server with every limit set, which listens nowhere yet. Node's own limits do for a program on a desk. */
export function createHttpServer(settings: BaseSettings): Server {
  const server = createServer({
    keepAliveTimeout: settings.KEEP_ALIVE_TIMEOUT_MS,
    headersTimeout: settings.HEADERS_TIMEOUT_MS,
    requestTimeout: settings.REQUEST_TIMEOUT_MS,
    maxHeaderSize: settings.MAX_HEADER_BYTES,
    connectionsCheckingInterval: checkIntervalMs,
    // The app answers that.
    requireHostHeader: false,
  })
  server.maxConnections = settings.MAX_CONNECTIONS
  // An expectation that nobody knows may be passed over (RFC 9110, section 10.1.1); Node would refuse it without a word.
  server.on('checkExpectation', (request, response) => void server.emit('request', request, response))
  return server
}
