// npm run bench:affected: what "slipway affected" says of every change of every file, against what really differs: overlays rendered by the
// kustomize command, images built. Prints what it was wrong about.
//   node tools/bench/affected/main.ts [--seeds 3] [--first 1] [--only overlays|images]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { reportMeasurements, type Measurement } from '../targets/report-targets.ts'
import { tryImages } from './images.ts'
import { measurementsOf, tally, type Judgement } from './judgement.ts'
import { tryOverlays } from './overlays.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    first: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const testbed = process.env['SLIPWAY_TESTBED']
const kustomize = testbed === undefined ? 'kustomize' : path.join(testbed, 'kustomize')
const folder = await mkdtemp(path.join(tmpdir(), 'slipway-bench-affected-'))
try {
  const measurements: Measurement[] = []
  if (values.only !== 'images') measurements.push(...(await measureOverlays()))
  if (values.only !== 'overlays') measurements.push(...(await measureImages()))
  reportMeasurements(measurements)
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function measureOverlays(): Promise<Measurement[]> {
  const judgements: Judgement[] = []
  const first = Number(values.first)
  for (let seed = first; seed < first + Number(values.seeds); seed += 1) {
    judgements.push(...(await tryOverlays(kustomize, folder, seed)))
  }
  tellWrong(judgements)
  return measurementsOf('overlays', tally(judgements))
}

/**
 * An inputs hash is wider than the digest where only a build could tell: comments and types, which the bundler drops, modules that nobody
 * imports, modes, the layout of a manifest. How wide is a choice, so its precision has no target but a floor.
 */
async function measureImages(): Promise<Measurement[]> {
  const judgements = await tryImages(folder)
  tellWrong(judgements)
  return measurementsOf('images', tally(judgements), 0.5)
}

function tellWrong(judgements: readonly Judgement[]): void {
  for (const { what, affected, differing } of judgements) {
    const missed = differing.filter((name) => !affected.includes(name))
    const tooMuch = affected.filter((name) => !differing.includes(name))
    if (missed.length > 0) console.log(`${what}: missed ${missed.join(', ')}`)
    if (tooMuch.length > 0) console.log(`${what}: too much ${tooMuch.join(', ')}`)
  }
}
