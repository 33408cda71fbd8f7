import type { Oid } from '@slipway/git'
import { readConsidered, type Considered } from '../remote/considered.ts'
import { reportGitFailures } from '../remote/git-failure.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import { withScratch, type ScratchOptions } from '../remote/scratch.ts'
import { fetchTip } from '../remote/tip.ts'
import { findEnvironment, type Settings } from '../settings/settings.ts'
import { compareAll } from './compare.ts'
import { describeService } from './describe-service.ts'
import { findMoves } from './find-moves.ts'
import { readAllOverlays, type ReadOverlay } from './read-all-overlays.ts'
import { findNewestSource, readSourceDistances, type SourceClone } from './source-clone.ts'
import type { ServiceStatus, Status } from './status.ts'

/** Whose status to read. */
export interface StatusRequest {
  readonly location: ConfigRepoLocation
  /** All when left out. */
  readonly environment?: string | undefined
  /** A clone of the source, which knows how many commits lie between two; without one that is unknown. */
  readonly source?: SourceClone | undefined
}

/** How to read it. */
export interface StatusOptions extends ScratchOptions {
  /** The time to tell holds that are over by; now when left out. */
  readonly now?: Date | undefined
}

/** Reads what runs where, since when, where it came from, how far behind it is, and what is out of the ordinary. Throws ConfigRepoError. */
export async function readStatus(request: StatusRequest, options: StatusOptions = {}): Promise<Status> {
  const { source, location, environment } = request
  const [newest, facts] = await Promise.all([findNewestSource(source), readFacts(location, options)])
  const { tip, settings, overlays } = facts
  if (environment !== undefined) findEnvironment(settings, environment)
  const shown = overlays.filter((read) => environment === undefined || read.environment === environment)
  const moves = await findMoves(shown, { tip, location }, options)
  const compared = compareAll(shown, { ...facts, newest })
  const distances = await readSourceDistances(
    source,
    compared.map(({ pair }) => pair),
  )
  const now = options.now ?? new Date()
  const services = compared.map(({ read, before }, index) =>
    describeService(read, { now, before, distance: distances[index], move: moves.get(read) }),
  )
  return { tip, newestSource: newest ?? null, environments: byEnvironment(services, settings, environment) }
}

function byEnvironment(
  services: readonly ServiceStatus[],
  settings: Settings,
  only: string | undefined,
): Status['environments'] {
  const names = settings.environments.map(({ name }) => name)
  const grouped = Map.groupBy(services, ({ environment }) => environment)
  return names
    .map((name, index) => ({
      environment: name,
      after: names[index - 1] ?? 'source',
      services: grouped.get(name) ?? [],
    }))
    .filter(({ environment }) => only === undefined || environment === only)
}

interface Facts {
  readonly tip: Oid
  readonly settings: Settings
  readonly overlays: readonly ReadOverlay[]
  /** What workspaces published to the first environment last. */
  readonly considered: readonly Considered[]
}

const markers = 'refs/slipway/'

async function readFacts(location: ConfigRepoLocation, options: ScratchOptions): Promise<Facts> {
  return reportGitFailures(() =>
    withScratch(location, options, async (scratch) => {
      const tip = await fetchTip(scratch, location, [`+${markers}*:refs/fetched/${markers}*`])
      const { settings, overlays } = await readAllOverlays(tip)
      const first = `refs/fetched/${markers}${settings.environments[0]?.name}/`
      const oids = [...tip.refs].flatMap(([ref, oid]) => (ref.startsWith(first) ? [oid] : []))
      const considered = await Promise.all(oids.map((oid) => readConsidered(scratch, oid)))
      return { tip: tip.commit, settings, overlays, considered }
    }),
  )
}
