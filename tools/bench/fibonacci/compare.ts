import { median } from '../figures/median.ts'
import type { BenchProcess } from '../processes/start-process.ts'
import { ask } from './ask.ts'

/** One kind of load. */
export interface Series {
  readonly n: number
  readonly atOnce: number
}

/** Requests per second of both services, and how many times the other's ours is. */
export interface Comparison extends Series {
  readonly own: number
  readonly go: number
  readonly ratio: number
}

/** The same load on both in turns, so that both see the same machine; medians of all turns. */
export async function compare(
  own: BenchProcess,
  go: BenchProcess,
  { rounds, durationMs, ...series }: Series & { rounds: number; durationMs: number },
): Promise<Comparison> {
  const rates: { own: number; go: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const measure = ({ url }: BenchProcess) =>
      ask({ url, path: `/api/compute?n=${series.n}`, atOnce: series.atOnce, durationMs })
    rates.push({ own: await measure(own), go: await measure(go) })
  }
  return {
    ...series,
    own: median(rates.map((rate) => rate.own)),
    go: median(rates.map((rate) => rate.go)),
    ratio: median(rates.map((rate) => rate.own / rate.go)),
  }
}
