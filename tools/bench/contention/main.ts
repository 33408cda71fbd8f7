// npm run bench:contention: 50 publishers at once to one config repo over each transport, 200 of them killed in all.
// node tools/bench/contention/main.ts [--publishers 50] [--kills 200] [--seed 1] [--transport file]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { median } from '../figures/median.ts'
import { untilInterrupted } from '../interruption/until-interrupted.ts'
import { reportMeasurements, type Measurement } from '../targets/report-targets.ts'
import { findLosses } from './find-losses.ts'
import { runContention } from './run-contention.ts'
import { transportNames } from './transports.ts'

const { values } = parseArgs({
  options: {
    publishers: { type: 'string', default: '50' },
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    transport: { type: 'string', multiple: true, default: [...transportNames] },
  },
})
const transports = transportNames.filter((name) => values.transport.includes(name))
const [publishers, seed] = [Number(values.publishers), Number(values.seed)]
const measurements: Measurement[] = []
await untilInterrupted(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'slipway-contention-'))
  try {
    for (const [index, transport] of transports.entries()) {
      // They add up to all of them.
      const kills = Math.floor((Number(values.kills) + index) / transports.length)
      const own = path.join(folder, transport)
      const report = await runContention({ transport, publishers, kills, seed: seed + index, folder: own })
      const losses = await findLosses(report)
      process.stderr.write(losses.map((loss) => `${transport}: ${loss}\n`).join(''))
      const times = report.answers.map(({ milliseconds }) => milliseconds / 1000)
      const accepted = report.answers.filter(({ commit }) => commit !== null).length
      measurements.push({
        what: `${transport}: ${publishers} publishers, ${report.kills} kills, seed ${seed + index}`,
        target: `nothing lost, ${kills} kills`,
        measured: `${losses.length} lost; ${accepted} commits accepted; ${report.seconds.toFixed(0)} s in all, a publish ${median(times).toFixed(1)} s, the worst ${Math.max(...times).toFixed(1)} s`,
        met: losses.length === 0 && report.kills === kills,
      })
    }
    reportMeasurements(measurements)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})
