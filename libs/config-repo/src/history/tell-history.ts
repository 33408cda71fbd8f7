import type { Oid } from '@slipway/git'
import { settingsPath } from '../layout/paths.ts'
import { assertServiceName } from '../names/name.ts'
import type { Build } from '../release/build.ts'
import { momentOf } from '../release/moment.ts'
import type { Hold } from '../release/release.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import { readTip } from '../remote/read-tip.ts'
import type { ScratchOptions } from '../remote/scratch.ts'
import { findEnvironment } from '../settings/settings.ts'
import { settingsOf } from '../snapshot/read-snapshot.ts'
import type { EventAction } from './event-action.ts'
import { withHistory } from './history.ts'
import { runsOf, type ReleaseEvent } from './release-event.ts'

/** Whose history to tell. */
export interface HistoryRequest {
  readonly location: ConfigRepoLocation
  /** All when left out. */
  readonly environment?: string | undefined
  /** All when left out. */
  readonly services?: readonly string[] | undefined
  /** How many entries to give; all when left out. */
  readonly limit?: number | undefined
}

/** What happened, and what came of it, as data. */
export interface HistoryEntry {
  readonly time: string
  readonly environment: string
  readonly service: string
  readonly action: EventAction
  /** What ran before and after: a digest, or a tag that somebody put there; `null` when nothing was released. */
  readonly from: string | null
  readonly to: string | null
  /** Where the build comes from that runs then; `null` when somebody put it there by hand. */
  readonly source: Build['source'] | null
  /** Name of the release set. */
  readonly release: string | null
  readonly hold: Hold | null
  /** The digest that waits for "slipway resume". */
  readonly pending: string | null
  readonly author: { readonly name: string; readonly email: string }
  readonly reason: string | null
  /** The commit of the branch since which it is so, and the one that says it: another one where a branch was merged. */
  readonly commit: Oid
  readonly origin: Oid
}

/** Tells what ran when in a config repo, the newest first. Throws ConfigRepoError. */
export async function tellHistory(
  { location, environment, services, limit }: HistoryRequest,
  options: ScratchOptions = {},
): Promise<HistoryEntry[]> {
  for (const service of services ?? []) assertServiceName(service)
  const { at, settings } = await readTip(location, options, async (tip) => ({
    at: tip.commit,
    settings: settingsOf(await tip.read([settingsPath])),
  }))
  if (environment !== undefined) findEnvironment(settings, environment)
  const names = environment === undefined ? settings.environments.map(({ name }) => name) : [environment]
  return withHistory(location, options, async (history) => {
    const place = new Map((await history.trunk(at)).map(({ commit }, index) => [commit, index]))
    const events: ReleaseEvent[] = []
    for (const name of names)
      events.push(...(await history.releases(at, { environment: name, services, limit })))
    events.sort((a, b) => (place.get(a.commit) ?? 0) - (place.get(b.commit) ?? 0))
    return events.slice(0, limit).map(entryOf)
  })
}

function entryOf({ before, after, ...event }: ReleaseEvent): HistoryEntry {
  const to = runsOf(after)
  const { release } = after ?? {}
  return {
    time: momentOf(event.time),
    environment: event.environment,
    service: event.service,
    action: event.action,
    from: runsOf(before),
    to,
    source: release && release.digest === to ? release.source : null,
    release: release?.release ?? null,
    hold: release?.hold ?? null,
    pending: release?.pending?.digest ?? null,
    author: event.author,
    reason: event.reason ?? null,
    commit: event.commit,
    origin: event.origin,
  }
}
