import type {
  CounterConfiguration,
  GaugeConfiguration,
  HistogramConfiguration,
  Metric,
} from '@prometheus-io/client'
import { Counter, Gauge, Histogram, Registry } from './client.ts'
import { processMetrics } from './process-metrics.ts'
import type { Value } from './request-histogram.ts'

type Own<Configuration> = Omit<Configuration, 'registers'>

/** Where a service adds metrics of its own. Each name may be taken once; the label `service` comes by itself. */
export interface Metrics {
  /** What only grows; its name ends in `_total`. */
  counter<Label extends string = never>(what: Own<CounterConfiguration<Label>>): Counter<Label>
  /** What grows and shrinks; `collect` may set it at the moment of a scrape. */
  gauge<Label extends string = never>(what: Own<GaugeConfiguration<Label>>): Gauge<Label>
  /** How a value is spread; its name ends in its unit, as `_seconds` or `_bytes`. */
  histogram<Label extends string = never>(what: Own<HistogramConfiguration<Label>>): Histogram<Label>
}

/** A histogram that its owner counts. */
export interface OwnHistogram {
  name: string
  help: string
  /** Its numbers at the moment of a scrape. */
  describe(name: string): Value[]
}

/** All metrics of one service. */
export interface ServiceMetrics extends Metrics {
  add(histogram: OwnHistogram): void
  readonly contentType: string
  /** Everything in Prometheus' text format. */
  write(): Promise<string>
}

/** The metrics of a service: those of its process, and what it adds. */
export function createMetrics(service: string): ServiceMetrics {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  for (const metric of processMetrics()) registry.registerMetric(metric)
  const registers = [registry]
  return {
    counter: (what) => new Counter({ ...what, registers }),
    gauge: (what) => new Gauge({ ...what, registers }),
    histogram: (what) => new Histogram({ ...what, registers }),
    add({ name, help, describe }) {
      const get = async () => ({ name, help, type: 'histogram', values: describe(name), aggregator: 'sum' })
      // What the registry asks of a metric, of which the library's types know only its own classes.
      registry.registerMetric({ name, get } as unknown as Metric)
    },
    contentType: registry.contentType,
    write: () => registry.metrics(),
  }
}
