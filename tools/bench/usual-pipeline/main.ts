// npm run bench:usual-pipeline: a publish of two services against what most pipelines do, in turns: into a config repo of one commit, and into
// one that has had ten thousand releases. Then ten of each at once, every one for a workspace of its own.
//   node tools/bench/usual-pipeline/main.ts [--files 10000] [--releases 10000] [--rounds 5]
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { packPackages } from '../../pack/pack.ts'
import { createLargeConfigRepo } from '../config-repos/large-config-repo.ts'
import { reportMeasurements } from '../targets/report-targets.ts'
import { compareAtOnce } from './at-once.ts'
import { compare, type Bench } from './compare.ts'

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '10000' },
    releases: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
  },
})
const kustomize = path.join(process.env['SLIPWAY_TESTBED'] ?? '', 'kustomize')
if (!existsSync(kustomize))
  throw new Error('Wanted the program "kustomize" in the folder SLIPWAY_TESTBED: see tools/testbed')
const folder = await mkdtemp(path.join(tmpdir(), 'slipway-bench-usual-'))
try {
  // The command as it is installed: bundled, and not as it lies here.
  const packages = path.join(folder, 'packages')
  await packPackages(path.resolve(import.meta.dirname, '../../..'), packages, ['tools/slipway'])
  const program = path.join(packages, 'slipway/bin/slipway.js')
  const open = async (releases: number): Promise<Bench> => {
    const [repository, other] = [
      await createLargeConfigRepo(folder, Number(values.files), releases),
      await createLargeConfigRepo(path.join(folder, 'usual'), Number(values.files), releases),
    ]
    return { folder, repository, other, kustomize, program, releases }
  }
  const [young, old] = [await open(0), await open(Number(values.releases))]
  const rounds = Number(values.rounds)
  reportMeasurements([
    ...(await compare(young, rounds)),
    ...(await compare(old, rounds)),
    await compareAtOnce(young),
  ])
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
