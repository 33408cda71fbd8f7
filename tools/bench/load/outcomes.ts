import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'

/** Milliseconds that requests took; all 0 when there were none. */
export interface Latency {
  readonly count: number
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly max: number
  readonly mean: number
}

/** What became of the requests of a load. */
export interface LoadReport {
  readonly requests: number
  /** Requests without an answer or with a 5xx one. */
  readonly failed: number
  /** How many requests ended in each status, or in each error by its code. */
  readonly outcomes: Readonly<Record<string, number>>
  readonly seconds: number
  readonly perSecond: number
  /** Of all that were answered, whatever the status. */
  readonly latency: Latency
  /** Of those with this status or error code. */
  latencyOf(outcome: string | number): Latency
}

/** Counts how requests end and how long they take. */
export class Outcomes {
  readonly #histograms = new Map<string, RecordableHistogram>()
  readonly #begun = performance.now()

  /** One request is over: with this status or error code, after so many milliseconds. */
  add(outcome: string | number, milliseconds: number): void {
    const name = String(outcome)
    let histogram = this.#histograms.get(name)
    if (!histogram) this.#histograms.set(name, (histogram = createHistogram({ figures: 3 })))
    // The histogram holds whole numbers from 1 on: microseconds.
    histogram.record(Math.max(1, Math.round(milliseconds * 1000)))
  }

  /** All that was added, as of now. */
  report(): LoadReport {
    const all = [...this.#histograms]
    const answered = createHistogram({ figures: 3 })
    for (const [name, histogram] of all) if (isStatus(name)) answered.add(histogram)
    const requests = sum(all)
    const seconds = (performance.now() - this.#begun) / 1000
    return {
      requests,
      failed: sum(all.filter(([name]) => !isStatus(name) || name.startsWith('5'))),
      outcomes: Object.fromEntries(all.map(([name, { count }]) => [name, count])),
      seconds,
      perSecond: requests / seconds,
      latency: readLatency(answered),
      latencyOf: (outcome) => readLatency(this.#histograms.get(String(outcome))),
    }
  }
}

function isStatus(outcome: string): boolean {
  return /^\d{3}$/.test(outcome)
}

function sum(histograms: readonly [string, RecordableHistogram][]): number {
  return histograms.reduce((total, [, { count }]) => total + count, 0)
}

function readLatency(histogram: RecordableHistogram | undefined): Latency {
  if (!histogram?.count) return { count: 0, p50: 0, p90: 0, p99: 0, max: 0, mean: 0 }
  const { count, max, mean } = histogram
  const [p50 = 0, p90 = 0, p99 = 0] = [50, 90, 99].map((rank) => histogram.percentile(rank) / 1000)
  return { count, p50, p90, p99, max: max / 1000, mean: mean / 1000 }
}
