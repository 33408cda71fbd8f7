import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { LargeConfigRepo } from '../config-repos/large-config-repo.ts'
import { publishBoth } from '../config-repos/publish-both.ts'
import { median } from '../figures/median.ts'

/** What publishes into one config repo took, in milliseconds. */
export interface PublishTimes {
  readonly repository: LargeConfigRepo
  readonly all: readonly number[]
  readonly median: number
  /** The part of it in which the server looked whether what was pushed hangs together, before it took it. */
  readonly server: number
}

/** What to measure with. */
export interface TimedPublishes {
  readonly folder: string
  readonly rounds: number
  readonly cache: string | undefined
}

/** Publishes two services into each config repo in turn; each finds a commit that somebody else made meanwhile. */
export async function measureTimes(
  repositories: readonly LargeConfigRepo[],
  { folder, rounds, cache }: TimedPublishes,
): Promise<PublishTimes[]> {
  const kind = cache === undefined ? 'cold' : 'warm'
  const trace = path.join(folder, 'trace')
  const found = repositories.map((repository) => ({
    repository,
    all: [] as number[],
    server: [] as number[],
  }))
  // The first is for what is loaded and compiled once, and fills the cache.
  for (let round = 0; round <= rounds; round += 1) {
    for (const { repository, all, server } of found) {
      const env = { GIT_TRACE_PERFORMANCE: trace }
      const took = await publishBoth(repository, { build: `${kind} ${round}`, cache, env })
      const checked = checkTimeIn(await readFile(trace, 'utf8'))
      await rm(trace)
      if (round === 0) continue
      all.push(took)
      server.push(checked)
    }
  }
  return found.map(({ repository, all, server }) => ({
    repository,
    all,
    median: median(all),
    server: median(server),
  }))
}

/** `receive-pack` lets this command look, and waits for it. */
const check = /performance: ([\d.]+) s: git command: \S*git rev-list --objects --stdin --not/

function checkTimeIn(trace: string): number {
  const seconds = check.exec(trace)?.[1]
  if (seconds === undefined) throw new Error('Wanted the time of "git rev-list" in the trace of a push')
  return Number(seconds) * 1000
}
