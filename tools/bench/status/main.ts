// npm run bench:status: what runs where, and what ran, in a config repo of 2,000 overlays and 10,000 releases.
//   node tools/bench/status/main.ts [--services 1000] [--releases 10000] [--rounds 3]
import { kustomizationPath, readStatus, readTip, releasePath, tellHistory } from '@slipway/config-repo'
import { openRepository } from '@slipway/git'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { git, gitEnvironment } from '../config-repos/git.ts'
import { median } from '../figures/median.ts'
import { reportMeasurements, type Measurement } from '../targets/report-targets.ts'
import { createHistory, environments } from './create-history.ts'

const { values } = parseArgs({
  options: {
    services: { type: 'string', default: '1000' },
    releases: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
  },
})
const [services, releases, rounds] = [values.services, values.releases, values.rounds].map(Number) as [
  number,
  number,
  number,
]
const folder = await mkdtemp(path.join(tmpdir(), 'slipway-bench-status-'))
try {
  const [source, config, clone] = ['source.git', 'config.git', 'clone'].map((name) =>
    path.join(folder, name),
  ) as [string, string, string]
  await createHistory(source, config, { services, releases, sourceCommits: 5000 })
  await git(folder, ['clone', '--quiet', source, clone])
  reportMeasurements(await measureAll(config, { url: source, repository: await openRepository(clone) }))
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

type Source = NonNullable<Parameters<typeof readStatus>[0]['source']>

async function measureAll(url: string, source: Source): Promise<Measurement[]> {
  const location = { url, branch: 'main', folder: '' }
  const options = { cache: path.join(folder, 'cache'), git: { env: gitEnvironment } }
  const first = await timed(() => tellHistory({ location, services: ['service-5'] }, options))
  const [fetch, status, one, newest] = [[], [], [], []] as [number[], number[], number[], number[]]
  // In turns, so that what else the machine does falls on all of them.
  for (let round = 0; round < rounds; round += 1) {
    fetch.push(await timed(() => readTip(location, options, async (tip) => tip.read(everyFile()))))
    status.push(await timed(() => readStatus({ location, source }, options)))
    one.push(await timed(() => tellHistory({ location, services: ['service-5'] }, options)))
    newest.push(await timed(() => tellHistory({ location, limit: 20 }, options)))
  }
  const beyond = median(status) - median(fetch)
  return [
    under(
      `status of ${2 * services} overlays, beyond the fetch (${median(fetch).toFixed(0)} ms)`,
      beyond,
      1000,
    ),
    under(`history of one service among ${releases} releases`, median(one), 1500),
    under('the newest 20 entries of all', median(newest), 1500),
    under('history of one service, without a cache', first, 5000),
  ]
}

function everyFile(): string[] {
  return [...Array(services).keys()].flatMap((n) =>
    environments.flatMap((name) => [
      kustomizationPath(name, `service-${n}`),
      releasePath(name, `service-${n}`),
    ]),
  )
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await action()
  return performance.now() - begin
}

function under(what: string, measured: number, limit: number): Measurement {
  return { what, target: `under ${limit} ms`, measured: `${measured.toFixed(0)} ms`, met: measured < limit }
}
