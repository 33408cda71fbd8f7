// npm run bench:overload: computation-service is offered five times what it can do.
import { parseArgs } from 'node:util'
import { reportMeasurements } from '../targets/report-targets.ts'
import { overload } from './overload.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } })
const limits = { threads: 2, queueLimit: 16 }
const refusalMs = 10
const growth = 1.1

const measured = await overload({
  ...limits,
  n: 35,
  rate: (capacityPerSecond) => 5 * capacityPerSecond,
  calibrationMs: 5000,
  durationMs: Number(values.seconds) * 1000,
})
const { report, serviceMs, capacityPerSecond, memory } = measured
const [accepted, refused] = [report.latencyOf(200), report.latencyOf(503)]
const others = report.requests - accepted.count - refused.count
const acceptedMs = limits.queueLimit * serviceMs
const throughput = accepted.count / report.seconds / capacityPerSecond

process.stdout.write(
  `${report.requests} requests at ${report.perSecond.toFixed(0)}/s, capacity ${capacityPerSecond.toFixed(0)}/s ` +
    `of ${serviceMs.toFixed(0)} ms each; ${accepted.count} accepted, ${refused.count} refused\n\n`,
)
reportMeasurements([
  {
    what: 'answers other than 200 and 503',
    target: '0',
    measured: String(others),
    met: others === 0,
  },
  {
    what: 'accepted: p99',
    target: `at most ${acceptedMs.toFixed(0)} ms (queue limit × service time)`,
    measured: `${accepted.p99.toFixed(0)} ms`,
    met: accepted.p99 <= acceptedMs,
  },
  {
    what: 'accepted: work that is done',
    target: 'at least 80 % of the capacity',
    measured: `${(100 * throughput).toFixed(0)} %`,
    met: throughput >= 0.8,
  },
  {
    what: 'refused: p99',
    target: `under ${refusalMs} ms`,
    measured: `${refused.p99.toFixed(1)} ms`,
    met: refused.count > 0 && refused.p99 < refusalMs,
  },
  {
    what: 'memory, last quarter / second',
    target: `at most ${growth}`,
    measured: `${(memory.late / memory.early).toFixed(2)} (${memory.late.toFixed(0)} MB)`,
    met: memory.late <= growth * memory.early,
  },
])
