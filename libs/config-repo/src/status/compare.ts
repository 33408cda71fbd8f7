import type { Oid } from '@slipway/git'
import { runsOf } from '../history/release-event.ts'
import type { Considered } from '../remote/considered.ts'
import type { Settings } from '../settings/settings.ts'
import { isEditedByHand, type Overlay } from '../snapshot/overlay.ts'
import type { ReadOverlay } from './read-all-overlays.ts'
import type { SourcePair } from './source-clone.ts'

/** What overlays may be behind. */
export interface Reference {
  readonly settings: Settings
  readonly overlays: readonly ReadOverlay[]
  /** The newest commit of the source. */
  readonly newest: Oid | undefined
  /** What workspaces published to the first environment last. */
  readonly considered: readonly Considered[]
}

/** An overlay with what it may be behind: the same service in the environment before, and the source commits to compare. */
export interface Comparison {
  readonly read: ReadOverlay
  readonly before: Overlay | undefined
  readonly pair: SourcePair | undefined
}

/** What to compare each overlay with. */
export function compareAll(overlays: readonly ReadOverlay[], reference: Reference): Comparison[] {
  const names = reference.settings.environments.map(({ name }) => name)
  const all = new Map(reference.overlays.map((read) => [`${read.environment}/${read.service}`, read.overlay]))
  return overlays.map((read) => {
    const earlier = names[names.indexOf(read.environment) - 1]
    const found = earlier === undefined ? undefined : all.get(`${earlier}/${read.service}`)
    const before = found?.release ? found : undefined
    const to = earlier === undefined ? reference.newest : commitOf(before)
    return { read, before, pair: pairOf(read.overlay, to, earlier === undefined ? reference.considered : []) }
  })
}

/** A build of the first environment is as new as the newest source commit that still wanted it. */
function pairOf(
  overlay: Overlay | undefined,
  to: Oid | undefined,
  considered: readonly Considered[],
): SourcePair | undefined {
  const own = commitOf(overlay)
  if (!overlay?.release || own === undefined || to === undefined) return undefined
  const { service, release } = overlay
  const last = considered.find(({ digests }) => digests.get(service) === runsOf(overlay))
  return { repository: release.source.repository, service, from: last?.commit ?? own, to }
}

/** The source commit of what runs; `undefined` where somebody put something else there. */
function commitOf(overlay: Overlay | undefined): Oid | undefined {
  return overlay?.release && !isEditedByHand(overlay) ? overlay.release.source.commit : undefined
}
