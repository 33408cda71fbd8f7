import { findTakingBack } from '../history/find-taking-back.ts'
import { withHistory } from '../history/history.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import type { ScratchOptions } from '../remote/scratch.ts'
import type { Overlay } from '../snapshot/overlay.ts'
import type { EnvironmentState } from './facts.ts'

/** Where the history is, and up to which commit it counts. */
export interface HistoryPlace extends ScratchOptions {
  readonly location: ConfigRepoLocation
  readonly tip: string
}

/**
 * Services that run a build which was promoted, and whose last publish, a hotfix as a rule, was taken back since. Neither the ref nor the
 * release tells which of the two came first; the history does, and is read only where that is the question.
 */
export async function findTakenBack(
  { environment, considered }: EnvironmentState,
  overlays: readonly Overlay[],
  { location, tip, ...options }: HistoryPlace,
): Promise<string[]> {
  const published = overlays.flatMap(({ service, release }) => {
    const last = considered?.digests.get(service)
    const isKnown = last === undefined || [release?.digest, release?.pending?.digest].includes(last)
    return isKnown || !release?.promoted ? [] : [[service, last] as const]
  })
  if (published.length === 0) return []
  const services = published.map(([service]) => service)
  return withHistory(location, options, async (history) => {
    const events = await history.releases(tip, { environment, services })
    const isTakenBack = ([service, last]: readonly [string, string]) =>
      findTakingBack(
        events.filter((event) => event.service === service),
        last,
      ) !== undefined
    return published.filter(isTakenBack).map(([service]) => service)
  })
}
