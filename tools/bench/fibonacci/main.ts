// npm run bench:fibonacci: computation-service against the same recursion in Go's net/http, over HTTP.
import { parseArgs } from 'node:util'
import { reportMeasurements } from '../targets/report-targets.ts'
import { ask } from './ask.ts'
import { compare, type Comparison, type Series } from './compare.ts'
import { startBoth } from './services.ts'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '4' }, rounds: { type: 'string', default: '7' } },
})
const target = 1.2
const warmUpMs = 5000
const allSeries: readonly Series[] = [
  { n: 40, atOnce: 1 },
  { n: 40, atOnce: 2 },
  { n: 30, atOnce: 1 },
  { n: 30, atOnce: 2 },
]

const { own, go, end } = await startBoth()
const turns = { durationMs: Number(values.seconds) * 1000, rounds: Number(values.rounds) }
const comparisons: Comparison[] = []
try {
  // A service that has run for a minute is what is compared: V8 compiles what runs often.
  for (const { url } of [own, go])
    await ask({ url, path: '/api/compute?n=1', atOnce: 4, durationMs: warmUpMs })
  for (const series of allSeries) comparisons.push(await compare(own, go, { ...series, ...turns }))
} finally {
  await end()
}

reportMeasurements(
  comparisons.map(({ n, atOnce, ratio, ...rates }) => ({
    what: `fib(${n}), ${atOnce === 1 ? 'one at a time' : `${atOnce} at once`}`,
    target: `at least ${target} × Go`,
    measured: `${ratio.toFixed(2)} × (${rates.own.toFixed(1)} and ${rates.go.toFixed(1)} requests/s)`,
    met: ratio >= target,
  })),
)
