// npm run bench:diff: the whole command `slipway diff`, from its start to its end, in a config repo of 300 overlays of 100 services.
//   node tools/bench/diff/main.ts [--services 100] [--rounds 5]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { median } from '../figures/median.ts'
import { reportMeasurements, type Measurement } from '../targets/report-targets.ts'
import { cases, createRepository, type Case } from './repository.ts'
import { runDiff } from './run-diff.ts'

const { values } = parseArgs({
  options: { services: { type: 'string', default: '100' }, rounds: { type: 'string', default: '5' } },
})
const limit = 2_000
const services = Number(values.services)
const folder = await mkdtemp(path.join(tmpdir(), 'slipway-bench-diff-'))
try {
  const directory = path.join(folder, 'config')
  await createRepository(directory, services)
  const measurements: Measurement[] = []
  for (const one of cases) measurements.push(...(await measure(directory, one)))
  reportMeasurements(measurements)
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function measure(directory: string, { what, branch, differing }: Case): Promise<Measurement[]> {
  const wanted = differing(services)
  const runs = Array.from({ length: Number(values.rounds) }, () => runDiff(directory, branch))
  const times = runs.map(({ milliseconds }) => milliseconds)
  const found = runs[0]?.overlays
  return [
    {
      what: `${what}: whole command`,
      target: `under ${limit} ms`,
      measured: `${median(times).toFixed(0)} ms (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})`,
      met: median(times) < limit,
    },
    {
      what: `${what}: overlays that differ`,
      target: `${wanted}`,
      measured: `${found}`,
      met: found === wanted,
    },
  ]
}
