// npm run bench:publish-time: a publish of two services into config repos of different sizes, with and without what the last one left in the
// cache; each finds a commit that somebody else made meanwhile.
//   node tools/bench/publish-time/main.ts [--rounds 9] [--files 100,10000,100000]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createLargeConfigRepo, type LargeConfigRepo } from '../config-repos/large-config-repo.ts'
import { publishBoth } from '../config-repos/publish-both.ts'
import { median } from '../figures/median.ts'
import { reportMeasurements, type Measurement } from '../targets/report-targets.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    files: { type: 'string', default: '100,10000,100000' },
  },
})
const [limitMs, flatness] = [300, 1.3]
const folder = await mkdtemp(path.join(tmpdir(), 'slipway-bench-publish-'))
try {
  const repositories: LargeConfigRepo[] = []
  for (const files of values.files.split(','))
    repositories.push(await createLargeConfigRepo(folder, Number(files)))
  const kinds = { cold: undefined, warm: path.join(folder, 'cache') }
  // The first of each is for what is loaded and compiled once.
  for (const [index, repository] of repositories.entries())
    for (const cache of Object.values(kinds))
      await publishBoth(repository, { build: `warm-up ${index} ${!cache}`, cache })
  const measurements: Measurement[] = []
  const times = new Map<string, number[]>()
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const repository of repositories) {
      for (const [kind, cache] of Object.entries(kinds)) {
        const key = `${kind} ${repository.files}`
        const took = await publishBoth(repository, { build: `${kind} ${round}`, cache })
        times.set(key, [...(times.get(key) ?? []), took])
      }
    }
  }
  for (const kind of Object.keys(kinds)) {
    const medians = repositories.map(({ files }) => median(times.get(`${kind} ${files}`) ?? []))
    for (const [index, { files }] of repositories.entries()) {
      const each = times.get(`${kind} ${files}`) ?? []
      measurements.push({
        what: `publish of 2 services, ${kind}, ${files} files`,
        target: `under ${limitMs} ms`,
        measured: `${Math.round(medians[index] ?? 0)} ms (${Math.round(Math.min(...each))} to ${Math.round(Math.max(...each))})`,
        met: (medians[index] ?? 0) < limitMs,
      })
    }
    const ratio = (medians.at(-1) ?? 0) / (medians[0] ?? 1)
    measurements.push({
      what: `the largest against the smallest, ${kind}`,
      target: `within ${flatness} x`,
      measured: `${ratio.toFixed(2)} x`,
      met: ratio < flatness,
    })
  }
  reportMeasurements(measurements)
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
