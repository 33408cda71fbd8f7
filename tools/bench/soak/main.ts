// npm run bench:soak: what both sample services hold during ten minutes of mixed load.
import { parseArgs } from 'node:util'
import { reportMeasurements } from '../targets/report-targets.ts'
import { judge } from './judge.ts'
import { soak } from './soak.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    'per-second': { type: 'string', default: '100' },
  },
})

const report = await soak({
  seconds: Number(values.seconds),
  perSecond: Number(values['per-second']),
  samples: 120,
})
for (const { outcomes } of report.loads) process.stdout.write(`Outcomes: ${JSON.stringify(outcomes)}\n`)
reportMeasurements(judge(report))
