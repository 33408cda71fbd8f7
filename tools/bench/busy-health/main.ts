// npm run bench:busy-health: how soon /health answers while every worker of computation-service is busy.
import { parseArgs } from 'node:util'
import { reportMeasurements } from '../targets/report-targets.ts'
import { busyHealth } from './busy-health.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '120' } } })
const perSecond = 50
const most = 20

const { latency, outcomes, computed } = await busyHealth({
  perSecond,
  durationMs: Number(values.seconds) * 1000,
})
const others = latency.count - (outcomes['200'] ?? 0)
process.stdout.write(
  `${latency.count} requests for /health, ${computed} computations of fib(38) meanwhile; p50 ${latency.p50.toFixed(1)} ms, max ${latency.max.toFixed(1)} ms\n\n`,
)
reportMeasurements([
  { what: '/health: answers other than 200', target: '0', measured: String(others), met: others === 0 },
  {
    what: '/health: p99',
    target: `under ${most} ms`,
    measured: `${latency.p99.toFixed(1)} ms`,
    met: latency.p99 < most,
  },
])
