// npm run bench:usual-pipeline: a publish of two services against what most pipelines do, in turns; then ten of each at once, every one for
// a workspace of its own.
//   node tools/bench/usual-pipeline/main.ts [--files 10000] [--rounds 5]
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { git } from '../config-repos/git.ts'
import { createLargeConfigRepo, publishedServices } from '../config-repos/large-config-repo.ts'
import { publishBoth } from '../config-repos/publish-both.ts'
import { median } from '../figures/median.ts'
import { reportMeasurements } from '../targets/report-targets.ts'
import { startPublish } from './start-publish.ts'
import { usualPublish } from './usual-publish.ts'

const { values } = parseArgs({
  options: { files: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '5' } },
})
const [factor, atOnce] = [10, 10]
const kustomize = path.join(process.env['SLIPWAY_TESTBED'] ?? '', 'kustomize')
if (!existsSync(kustomize))
  throw new Error('Wanted the program "kustomize" in the folder SLIPWAY_TESTBED: see tools/testbed')
const folder = await mkdtemp(path.join(tmpdir(), 'slipway-bench-usual-'))
try {
  const repository = await createLargeConfigRepo(folder, Number(values.files))
  const { bare } = repository
  // Both by its URL: by its path Git would link the server's files instead of fetching, and no pipeline lies on the server's disk.
  const url = pathToFileURL(bare).href
  const usual = (build: string, services: readonly string[]) =>
    usualPublish({ url, clone: path.join(folder, build), kustomize, services, build })
  const [usually, library, processes]: [number[], number[], number[]] = [[], [], []]
  await publishBoth(repository, { url, build: 'warm-up' })
  for (let round = 0; round < Number(values.rounds); round += 1) {
    usually.push((await usual(`usual-${round}`, publishedServices)) ?? Number.NaN)
    library.push(await publishBoth(repository, { url, build: `ours-${round}` }))
    processes.push(await startPublish(repository, { url, build: `own-${round}` }))
  }
  const all = Array.from({ length: atOnce }, (_, index) => index)
  const pushed = await Promise.all(all.map((index) => usual(`crowd-${index}`, publishedServices)))
  const before = Number(await git(bare, ['rev-list', '--count', 'main']))
  await Promise.all(
    all.map((index) => publishBoth(repository, { url, build: `all-${index}`, workspace: `shop-${index}` })),
  )
  const landed = Number(await git(bare, ['rev-list', '--count', 'main'])) - before
  const arrived = pushed.filter((took) => took !== undefined).length
  reportMeasurements([
    compared('publish in a running process', library, usually),
    compared('publish in a process of its own, with its start', processes, usually),
    {
      what: `${atOnce} at once, commits that arrive`,
      target: `all ${atOnce}; the usual way loses some`,
      measured: `${landed} of ${atOnce}; the usual way ${arrived} of ${atOnce}`,
      met: landed === atOnce && arrived < atOnce,
    },
  ])
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

function compared(what: string, ours: readonly number[], usually: readonly number[]) {
  const [our, their] = [median(ours), median(usually)]
  return {
    what: `${what}, ${values.files} files`,
    target: `${factor} x faster than clone, edit, commit, push`,
    measured: `${Math.round(our)} ms against ${Math.round(their)} ms: ${(their / our).toFixed(1)} x`,
    met: their / our >= factor,
  }
}
