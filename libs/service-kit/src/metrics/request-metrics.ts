import type { Metrics } from './metrics.ts'

/** What the metrics tell of one request. */
export interface RequestFacts {
  method: string
  /** The pattern of the route, which bounds the number of series; never the path. */
  route: string
  status: number
  seconds: number
}

/** Counts requests. */
export interface RequestMetrics {
  begin(): void
  end(facts: RequestFacts): void
}

/** Stands for every path that no route has, so that a scan of the service does not make a series of each path. */
export const unmatchedRoute = 'unmatched'

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const otherMethod = 'OTHER'

/** In seconds; Prometheus' usual ones, and finer below 5 ms for what is served from memory. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const labelNames = ['method', 'route', 'status'] as const

/**
 * Adds the metrics of HTTP requests. Their names and labels are a contract with whoever queries them (dashboards, alerts,
 * the analysis of a canary): a change of them breaks those in silence.
 */
export function createRequestMetrics(metrics: Metrics): RequestMetrics {
  let inFlight = 0
  metrics.gauge({
    name: 'http_requests_in_flight',
    help: 'Requests that are being answered.',
    collect() {
      this.set(inFlight)
    },
  })
  const total = metrics.counter({ name: 'http_requests_total', help: 'Requests that are over.', labelNames })
  const durations = metrics.histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the head of a request to the last byte of its answer.',
    labelNames,
    buckets,
  })
  return {
    begin() {
      inFlight += 1
    },
    end({ method, route, status, seconds }) {
      inFlight -= 1
      const labels = {
        method: knownMethods.has(method) ? method : otherMethod,
        route,
        status: String(status),
      }
      total.inc(labels)
      durations.observe(labels, seconds)
    },
  }
}
