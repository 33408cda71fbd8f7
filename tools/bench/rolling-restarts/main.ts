// npm run bench:rolling-restarts: requests that clients lose while both sample services are restarted 100 times.
import { parseArgs } from 'node:util'
import { reportMeasurements } from '../targets/report-targets.ts'
import { rollingRestarts } from './rolling-restarts.ts'

const { values } = parseArgs({
  options: {
    restarts: { type: 'string', default: '100' },
    'per-second': { type: 'string', default: '200' },
    requests: { type: 'string', default: '100000' },
  },
})
const restarts = Number(values.restarts)
const least = Number(values.requests)

const { metadata, computation, exitCodes } = await rollingRestarts({
  restarts,
  perSecond: Number(values['per-second']),
  drainDelayMs: 1000,
  pollMs: 100,
})
const requests = metadata.requests + computation.requests
const failed = metadata.failed + computation.failed
const peaceful = exitCodes.filter((code) => code === 0).length
const number = new Intl.NumberFormat('en')

process.stdout.write(`Outcomes: metadata-service ${JSON.stringify(metadata.outcomes)}, `)
process.stdout.write(`computation-service ${JSON.stringify(computation.outcomes)}\n`)
reportMeasurements([
  {
    what: `Failed requests during ${restarts} rolling restarts`,
    target: `0 of at least ${number.format(least)}`,
    measured: `${number.format(failed)} of ${number.format(requests)}`,
    met: failed === 0 && requests >= least,
  },
  {
    what: 'Processes that ended in peace',
    target: `all of ${2 * restarts}`,
    measured: `${peaceful} of ${exitCodes.length}`,
    met: peaceful === 2 * restarts,
  },
])
