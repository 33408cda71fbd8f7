import type { ServiceMetrics } from './metrics.ts'
import { perSeries } from './per-series.ts'
import { describeHistogram, type Series } from './request-histogram.ts'

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
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/**
 * Adds the metrics of HTTP requests. Their names and labels are a contract with whoever queries them (dashboards, alerts,
 * the analysis of a canary): a change of them breaks those in silence.
 */
export function createRequestMetrics(metrics: ServiceMetrics): RequestMetrics {
  const all = new Map<string, Series>()
  let inFlight = 0
  const seriesOf = perSeries((method, route, status) => {
    const labels = { method: knownMethods.has(method) ? method : otherMethod, route, status: String(status) }
    const key = JSON.stringify(labels)
    const series = all.get(key) ?? { labels, counts: bounds.map(() => 0), count: 0, sum: 0 }
    all.set(key, series)
    return series
  })
  metrics.gauge({
    name: 'http_requests_in_flight',
    help: 'Requests that are being answered.',
    collect() {
      this.set(inFlight)
    },
  })
  metrics.counter({
    name: 'http_requests_total',
    help: 'Requests that are over.',
    labelNames: ['method', 'route', 'status'],
    collect() {
      this.reset()
      for (const { labels, count } of all.values()) this.inc(labels, count)
    },
  })
  metrics.add({
    name: 'http_request_duration_seconds',
    help: 'Time from the head of a request to the last byte of its answer.',
    describe: (name) => describeHistogram(name, bounds, all.values()),
  })
  return {
    begin() {
      inFlight += 1
    },
    end({ method, route, status, seconds }) {
      inFlight -= 1
      const series = seriesOf(method, route, status)
      series.count += 1
      series.sum += seconds
      const bucket = bounds.findIndex((bound) => seconds <= bound)
      if (bucket !== -1) series.counts[bucket] = (series.counts[bucket] ?? 0) + 1
    },
  }
}
