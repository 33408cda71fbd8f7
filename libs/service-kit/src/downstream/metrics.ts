import type { Metrics } from '../metrics/metrics.ts'
import type { BreakerState } from './breaker.ts'
import type { DownstreamErrorCode } from './downstream-error.ts'

/** What the metrics tell of a downstream at the moment of a scrape. */
export interface DownstreamGauges {
  readonly running: number
  readonly waiting: number
  readonly breaker: BreakerState
}

/** Counts the calls of one downstream. */
export interface CallMetrics {
  end(outcome: 'success' | DownstreamErrorCode, seconds: number): void
  retry(): void
}

/** In seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const states: Record<BreakerState, number> = { closed: 0, 'half-open': 1, open: 2 }

/** A service's metrics take each name once, for all of its downstreams. */
const shared = new WeakMap<Metrics, ReturnType<typeof addMetrics>>()

/**
 * Counts the calls of the downstream `name` among the metrics of its service. Names and labels are a contract with whoever queries
 * them; their values are few, as a name is a word of the source and an outcome one of a list.
 */
export function countCalls(metrics: Metrics, name: string, measure: () => DownstreamGauges): CallMetrics {
  const all = shared.get(metrics) ?? addMetrics(metrics)
  shared.set(metrics, all)
  all.measures.set(name, measure)
  return {
    end(outcome, seconds) {
      all.requests.inc({ downstream: name, outcome })
      all.durations.observe({ downstream: name }, seconds)
    },
    retry: () => all.retries.inc({ downstream: name }),
  }
}

function addMetrics(metrics: Metrics) {
  const measures = new Map<string, () => DownstreamGauges>()
  const labelNames = ['downstream'] as const
  const watch = (name: string, help: string, read: (of: DownstreamGauges) => number) =>
    metrics.gauge({
      name,
      help,
      labelNames,
      collect() {
        for (const [downstream, measure] of measures) this.set({ downstream }, read(measure()))
      },
    })
  watch('downstream_requests_running', 'Calls that are being answered.', ({ running }) => running)
  watch('downstream_requests_waiting', 'Calls that wait for their turn.', ({ waiting }) => waiting)
  watch('downstream_breaker_state', '0 is closed, 1 half open, 2 open.', ({ breaker }) => states[breaker])
  return {
    measures,
    requests: metrics.counter({
      name: 'downstream_requests_total',
      help: 'Calls that are over, by how they ended.',
      labelNames: ['downstream', 'outcome'] as const,
    }),
    durations: metrics.histogram({
      name: 'downstream_request_duration_seconds',
      help: 'Time of a call: waiting for its turn, both tries and the body.',
      labelNames,
      buckets,
    }),
    retries: metrics.counter({ name: 'downstream_retries_total', help: 'Second tries.', labelNames }),
  }
}
