import { findTakingBack } from '../history/find-taking-back.ts'
import { withHistory } from '../history/history.ts'
import { runsOf } from '../history/release-event.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import type { ScratchOptions } from '../remote/scratch.ts'
import type { Overlay } from '../snapshot/overlay.ts'
import type { EnvironmentState, ImageToPublish, TakenBack } from './facts.ts'

/** Where the history is, and up to which commit it counts. */
export interface HistoryPlace extends ScratchOptions {
  readonly location: ConfigRepoLocation
  readonly tip: string
}

/** What a publish looks at. */
export interface PublishedOverlays extends EnvironmentState {
  readonly images: readonly ImageToPublish[]
  readonly overlays: readonly Overlay[]
}

/**
 * Builds that were taken back in an environment to which builds are promoted. The ref tells only of what was published: neither that a build
 * which was promoted there is not wanted any more, nor whether a hotfix came before what was promoted or after it. The history tells both,
 * and is read only where that is the question.
 */
export async function findTakenBack(
  state: PublishedOverlays,
  { location, tip, ...options }: HistoryPlace,
): Promise<TakenBack[]> {
  const asked = state.overlays.flatMap((overlay) => buildsToAskFor(overlay, state))
  if (asked.length === 0) return []
  const { environment } = state
  const services = [...new Set(asked.map(({ service }) => service))]
  return withHistory(location, options, async (history) => {
    const events = await history.releases(tip, { environment, services })
    const byService = Map.groupBy(events, ({ service }) => service)
    return asked.filter(({ service, digest }) =>
      findTakingBack(byService.get(service) ?? [], digest, { orRollback: true }),
    )
  })
}

function buildsToAskFor(
  overlay: Overlay,
  { images, considered, isPromotedTo }: PublishedOverlays,
): TakenBack[] {
  const { service, release } = overlay
  const wanted = isPromotedTo ? images.find((image) => image.service === service)?.digest : undefined
  const last = release?.promoted ? considered?.digests.get(service) : undefined
  const known = new Set([release?.digest, release?.pending?.digest, runsOf(overlay)])
  const asked = new Set([wanted, last].filter((digest) => digest !== undefined))
  return [...asked].filter((digest) => !known.has(digest)).map((digest) => ({ service, digest }))
}
