// npm run bench:publish-time: a publish of two services into config repos of different sizes, with and without what the last one left in the
// cache; each finds a commit that somebody else made meanwhile.
//   node tools/bench/publish-time/main.ts [--rounds 9] [--files 100,10000,100000]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createLargeConfigRepo, type LargeConfigRepo } from '../config-repos/large-config-repo.ts'
import { reportMeasurements, type Measurement } from '../targets/report-targets.ts'
import { measureTimes, type PublishTimes } from './measure-times.ts'

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
  const measurements: Measurement[] = []
  for (const [kind, cache] of [
    ['cold', undefined],
    ['warm', path.join(folder, 'cache')],
  ] as const) {
    const times = await measureTimes(repositories, { folder, rounds: Number(values.rounds), cache })
    measurements.push(...times.flatMap((one) => timesOf(kind, one)), ...flatnessOf(kind, times))
  }
  reportMeasurements(measurements)
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

function timesOf(kind: string, { repository, all, median, server }: PublishTimes): Measurement[] {
  const range = `${Math.round(Math.min(...all))} to ${Math.round(Math.max(...all))}`
  return [
    {
      what: `publish of 2 services, ${kind}, ${repository.files} files`,
      target: `under ${limitMs} ms`,
      measured: `${Math.round(median)} ms (${range})`,
      met: median < limitMs,
    },
    {
      what: '  of it the check of the server',
      target: '',
      measured: `${Math.round(server)} ms`,
      met: undefined,
    },
  ]
}

/** The server lists every folder of the environments for its check, with a publisher of any kind. */
function flatnessOf(kind: string, times: readonly PublishTimes[]): Measurement[] {
  const [first, last] = [times[0], times.at(-1)]
  if (!first || !last) return []
  const [whole, own] = [
    last.median / first.median,
    (last.median - last.server) / (first.median - first.server),
  ]
  return [
    {
      what: `the largest against the smallest, ${kind}`,
      target: `within ${flatness} x`,
      measured: `${whole.toFixed(2)} x`,
      met: whole < flatness,
    },
    {
      what: '  without the check of the server',
      target: '',
      measured: `${own.toFixed(2)} x`,
      met: undefined,
    },
  ]
}
