import { parseArgs } from 'node:util'
import { reportMeasurements } from '../targets/report-targets.ts'
import { compareLatency, type Comparison } from './compare-latency.ts'

// How much longer /api/metadata takes than the slower of the two services behind it, at 200 requests per second:
// node tools/bench/bff-latency/main.ts [--seconds 10] [--rounds 3]
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '10' }, rounds: { type: 'string', default: '3' } },
})
const load = { perSecond: 200, durationMs: Number(values.seconds) * 1000, rounds: Number(values.rounds) }

const measurements = []
for (const delays of [
  { user: 20, product: 30 },
  { user: 0, product: 0 },
]) {
  const comparison = await compareLatency(delays, load)
  const name = `sources of ${delays.user} and ${delays.product} ms`
  measurements.push(
    target(`${name}: p50 added`, 'p50', comparison, 2),
    target(`${name}: p99 added`, 'p99', comparison, 15),
    {
      what: `${name}: failed`,
      target: '0',
      measured: `${comparison.failed} of ${comparison.requests}`,
      met: comparison.failed === 0,
    },
  )
}
reportMeasurements(measurements)

function target(what: string, rank: 'p50' | 'p99', { direct, gathered, added }: Comparison, limitMs: number) {
  const found = added[rank]
  const measured = `${found.toFixed(2)} ms (${gathered[rank].toFixed(2)} through the BFF, ${direct[rank].toFixed(2)} direct)`
  return { what, target: `under ${limitMs} ms`, measured, met: found < limitMs }
}
