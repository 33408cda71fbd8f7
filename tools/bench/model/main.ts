// npm run bench:model: every verb that changes a config repo against a model of it, over real repositories.
// First every order of a few steps, then random ones: node tools/bench/model/main.ts [--depth 3] [--runs 300] [--steps 25] [--seed 1]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { reportMeasurements } from '../targets/report-targets.ts'
import { everyStep } from './every-step.ts'
import { explore } from './explore.ts'
import { checkRandomRuns } from './random-steps.ts'
import { createTemplate } from './real-repository.ts'

const { values } = parseArgs({
  options: {
    depth: { type: 'string', default: '3' },
    runs: { type: 'string', default: '300' },
    steps: { type: 'string', default: '25' },
    seed: { type: 'string', default: '1' },
  },
})
const [seed, depth] = [Number(values.seed), Number(values.depth)]
const folder = await mkdtemp(path.join(tmpdir(), 'slipway-model-'))
try {
  const template = await createTemplate(folder)
  const explored = await explore({
    template,
    steps: everyStep,
    depth,
    report: (at, states) => process.stderr.write(`Depth ${at + 1} of ${depth}: from ${states} states\n`),
  })
  const random = await checkRandomRuns({
    template,
    seed,
    runs: Number(values.runs),
    steps: Number(values.steps),
  })
  reportMeasurements([
    {
      what: `every step of ${everyStep.length}, in every order of ${depth}`,
      target: 'as the model says',
      measured: `${explored.transitions} steps, ${explored.states} states`,
      met: true,
    },
    {
      what: `random sequences, seeds ${seed} to ${seed + random.runs - 1}`,
      target: 'as the model says',
      measured: `${random.runs} runs, ${random.steps} steps`,
      met: true,
    },
  ])
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
