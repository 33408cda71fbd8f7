// npm run bench:affected: what "slipway affected" says of every change of every file, against what really differs: overlays rendered by the
// kustomize command, images built (those of a Dockerfile where a Docker engine answers). Prints what it was wrong about.
//   node tools/bench/affected/main.ts [--seeds 3] [--first 1] [--only overlays|images|docker]
import { execa } from 'execa'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { reportMeasurements, type Measurement } from '../targets/report-targets.ts'
import { bundledRoots, dockerRoot } from './buildable-workspace.ts'
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
const parts = ['overlays', 'images', 'docker']
if (values.only !== undefined && !parts.includes(values.only))
  throw new Error(`Cannot judge "${values.only}" alone: wanted one of "${parts.join('", "')}"`)
const testbed = process.env['SLIPWAY_TESTBED']
const kustomize = testbed === undefined ? 'kustomize' : path.join(testbed, 'kustomize')
const folder = await mkdtemp(path.join(tmpdir(), 'slipway-bench-affected-'))
try {
  const measurements: Measurement[] = []
  const isWanted = (part: string) => values.only === undefined || values.only === part
  if (isWanted('overlays')) measurements.push(...(await measureOverlays()))
  if (isWanted('images')) measurements.push(...(await measureImages()))
  if (isWanted('docker')) measurements.push(...(await measureDocker()))
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

async function measureImages(): Promise<Measurement[]> {
  const judgements = await tryImages(path.join(folder, 'bundled'), bundledRoots)
  tellWrong(judgements)
  return measurementsOf('images', tally(judgements))
}

/**
 * Of a Dockerfile nobody but Docker knows which files of its context it copies (its base may add a "COPY . ." by ONBUILD), so every one
 * counts, with its mode. That is counted apart.
 */
async function measureDocker(): Promise<Measurement[]> {
  if (!(await isDockerThere())) {
    console.log('No Docker engine answers: the images of a Dockerfile are left out')
    return []
  }
  const judgements = await tryImages(path.join(folder, 'docker'), [dockerRoot])
  tellWrong(judgements)
  return measurementsOf('images by Docker', tally(judgements), 'none: it may copy any file')
}

async function isDockerThere(): Promise<boolean> {
  const { failed } = await execa('docker', ['version'], { reject: false, stdin: 'ignore' })
  return !failed
}

function tellWrong(judgements: readonly Judgement[]): void {
  for (const { what, affected, differing } of judgements) {
    const missed = differing.filter((name) => !affected.includes(name))
    const tooMuch = affected.filter((name) => !differing.includes(name))
    if (missed.length > 0) console.log(`${what}: missed ${missed.join(', ')}`)
    if (tooMuch.length > 0) console.log(`${what}: too much ${tooMuch.join(', ')}`)
  }
}
