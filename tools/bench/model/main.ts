// npm run bench:model: every verb that changes a config repo against a model of it, over real repositories.
// First every order of a few steps, then random ones: node tools/bench/model/main.ts [--depth 3] [--runs 100] [--steps 25] [--seed 1]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { reportMeasurements, type Measurement } from '../targets/report-targets.ts'
import { everyStep } from './every-step.ts'
import { explore } from './explore.ts'
import { checkRandomRuns } from './random-steps.ts'
import { createTemplate } from './real-repository.ts'
import { Tally } from './tally.ts'

const { values } = parseArgs({
  options: {
    depth: { type: 'string', default: '3' },
    runs: { type: 'string', default: '100' },
    steps: { type: 'string', default: '25' },
    seed: { type: 'string', default: '1' },
  },
})
const [depth, runs, steps] = [values.depth, values.runs, values.steps].map(Number) as [number, number, number]
const seed = Number(values.seed)
const measurements: Measurement[] = []
const folder = await mkdtemp(path.join(tmpdir(), 'slipway-model-'))
try {
  const template = await createTemplate(folder)
  if (depth > 0) await measure(`every step of ${everyStep.length}, in every order of ${depth}`, tryAll)
  if (runs > 0) await measure(`random sequences, seeds ${seed} to ${seed + runs - 1}`, tryChance)

  async function tryAll(tally: Tally): Promise<string> {
    const report = (at: number, states: number) =>
      process.stderr.write(`Depth ${at + 1} of ${depth}: from ${states} states\n`)
    const { states } = await explore({ template, tally, steps: everyStep, depth, report })
    return `${states} states`
  }

  async function tryChance(tally: Tally): Promise<string> {
    const done = await checkRandomRuns({ template, tally, seed, runs, steps })
    return `${done.runs} runs`
  }
  reportMeasurements(measurements)
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function measure(what: string, run: (tally: Tally) => Promise<string>): Promise<void> {
  const tally = new Tally()
  const begin = performance.now()
  const tried = await run(tally)
  const minutes = (performance.now() - begin) / 60_000
  process.stderr.write(`What came of ${what}, and how often:\n${tally.describe()}`)
  const { raced, lost, killed } = tally
  measurements.push({
    what,
    target: 'as the model says, races among them',
    measured: `${tally.steps} steps, ${tried}; ${raced} raced, ${lost} of them pushed again, ${killed} cut off; ${minutes.toFixed(1)} min`,
    met: lost > 0,
  })
}
