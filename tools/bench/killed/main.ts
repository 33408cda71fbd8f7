// npm run bench:killed: every verb that changes a config repo, killed before, during and after each of its calls of Git, and done again.
// node tools/bench/killed/main.ts [--every 1] [--situation 'a review' …]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { untilInterrupted } from '../interruption/until-interrupted.ts'
import { createTemplate } from '../model/real-repository.ts'
import { reportMeasurements, type Measurement } from '../targets/report-targets.ts'
import { killAtSome } from './kill-at-some.ts'
import { createSituation, situationNames } from './situations.ts'

const { values } = parseArgs({
  options: {
    every: { type: 'string', default: '1' },
    situation: { type: 'string', multiple: true, default: [...situationNames] },
  },
})
const every = Number(values.every)
const unknown = values.situation.filter((name) => !situationNames.includes(name))
if (unknown.length > 0) {
  const wanted = situationNames.map((name) => `"${name}"`).join(', ')
  throw new Error(`Cannot kill in ${JSON.stringify(unknown)}: wanted situations of ${wanted}`)
}

await untilInterrupted(async (signal) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'slipway-killed-'))
  const measurements: Measurement[] = []
  try {
    const template = await createTemplate(folder)
    for (const name of situationNames.filter((each) => values.situation.includes(each))) {
      for (const cached of [false, true]) {
        const situation = await createSituation(template, name, { cached })
        const choose = (index: number) => index % every === 0
        const { points, calls, wrong } = await killAtSome(situation, choose, signal)
        process.stderr.write(wrong.map((line) => `${line}\n`).join(''))
        process.stderr.write(`${name}${cached ? ', cached' : ''}: ${points} kills, ${wrong.length} wrong\n`)
        measurements.push({
          what: `${name}, ${cached ? 'with' : 'without'} a cache folder`,
          target: 'as before or as after, and whole when done again',
          measured: `${wrong.length} wrong of ${points} kills at ${calls} calls`,
          met: wrong.length === 0,
        })
      }
    }
    reportMeasurements(measurements)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})
