// npm run bench:hostile-clients: what a normal client gets among slow, idle, greedy and malformed ones.
import { reportMeasurements } from '../targets/report-targets.ts'
import { hostileClients } from './hostile-clients.ts'
import { judge } from './judge.ts'

const sizes = {
  idle: 1000,
  slowHeaders: 100,
  slowBody: 100,
  largeHeaders: 10,
  tooLargeHeaders: 10,
  malformed: 10,
}
const timeoutMs = 3000

const report = await hostileClients({ sizes, rounds: 5, durationMs: 4000, perSecond: 500, timeoutMs })
reportMeasurements(judge(report, timeoutMs, sizes.idle))
