import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { ServiceMetrics } from '../metrics/metrics.ts'
import type { Readiness } from '../readiness/readiness.ts'

/** What the admin port tells. */
export interface AdminSources {
  metrics: ServiceMetrics
  log: Logger
  readiness: Pick<Readiness, 'state'>
}

interface Answer {
  status: number
  type?: string
  body: string
}

// Whoever asks here is a kubelet or a Prometheus: few, with small requests, on connections that need not stay.
const limits = {
  maxHeaderSize: 8 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 5_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
}
const maxConnections = 64

/**
 * A server of its own for `/metrics`, `/health` and `/ready`, so that the world that the service's port is open to does not
 * see the metrics, and so that probes are answered when the service has no connection left to give.
 */
export function createAdminServer(sources: AdminSources): Server {
  const server = createServer(limits, (request, response) => void answer(sources, request, response))
  server.maxConnections = maxConnections
  return server
}

async function answer(
  sources: AdminSources,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, type = 'application/json; charset=utf-8', body } = await chooseAnswer(sources, request)
  if (status === 405) response.setHeader('Allow', 'GET, HEAD')
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) })
  response.end(request.method === 'HEAD' ? undefined : body)
}

async function chooseAnswer(
  { metrics, log, readiness }: AdminSources,
  { method, url = '' }: IncomingMessage,
): Promise<Answer> {
  const [path] = url.split('?', 1)
  if (path !== '/metrics' && path !== '/health' && path !== '/ready') return refuse(404)
  if (method !== 'GET' && method !== 'HEAD') return refuse(405)
  if (path === '/health') return { status: 200, body: JSON.stringify({ status: 'UP' }) }
  if (path === '/ready') return answerReady(readiness)
  return writeMetrics(metrics, log)
}

async function answerReady(readiness: Pick<Readiness, 'state'>): Promise<Answer> {
  const state = await readiness.state()
  return state.ready
    ? { status: 200, body: JSON.stringify({ status: 'READY' }) }
    : { status: 503, body: JSON.stringify({ error: state.reason }) }
}

/** A metric of the service's own may throw when it is collected. */
async function writeMetrics(metrics: ServiceMetrics, log: Logger): Promise<Answer> {
  try {
    return { status: 200, type: metrics.contentType, body: await metrics.write() }
  } catch (err) {
    log.error({ err }, 'Cannot collect the metrics')
    return refuse(500)
  }
}

function refuse(status: number): Answer {
  return { status, body: JSON.stringify({ error: STATUS_CODES[status] }) }
}
