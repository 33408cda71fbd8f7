import { hasEnded, holdStateOf, type HoldState } from '../snapshot/hold-state.ts'
import { nameOf, type Overlay } from '../snapshot/overlay.ts'
import type { Build } from '../release/build.ts'
import type { Release } from '../release/release.ts'
import type { EnvironmentFacts, ImageToPublish, Source } from './facts.ts'
import type { Overrides } from './overrides.ts'
import type { Pair } from './require-overlays.ts'

/** What a decision about a service depends on beside its image and its overlay. */
export interface DecisionContext {
  readonly state: EnvironmentFacts
  readonly source: Source
  readonly now: Date
  /** Why it is published past the environments before, if it is. */
  readonly hotfix: string | null
}

interface Decision<Kind extends string> {
  readonly kind: Kind
  readonly image: ImageToPublish
  readonly overlay: Overlay
}

/** Another digest shall run. */
export interface ChangeDecision extends Decision<'change'> {
  /** What was published last, where that was reverted since. */
  readonly reverted: string | null
  readonly endsHold: boolean
}

/** What runs stays, and `release.yaml` becomes this where it is rewritten. */
export interface HeldDecision extends Decision<'held'> {
  readonly state: HoldState
  readonly release: Release
  readonly isRewritten: boolean
}

/** What runs is what is wanted, and the hold that has ended goes out of `release.yaml`. */
export interface EndedDecision extends Decision<'ended'> {
  readonly release: Release
}

/** What becomes of a service. */
export type ServiceDecision =
  | ChangeDecision
  | HeldDecision
  | EndedDecision
  | Decision<'reverted'>
  /** A newer build was promoted here. */
  | Decision<'newer'>
  | Decision<'unchanged'>

/** Decides what becomes of a service. */
export function decideService(
  [image, overlay]: Pair,
  context: DecisionContext,
  { again = false }: Overrides,
): ServiceDecision {
  const common = { image, overlay }
  const { release } = overlay
  const state = holdStateOf(overlay, context.now)
  if (state && release) return { ...common, kind: 'held', state, ...keepHeld(image, release, context) }
  const endsHold = release?.hold !== undefined && hasEnded(release.hold, context.now)
  if (differs(image, overlay)) {
    if (context.state.newer.includes(image.service)) return { ...common, kind: 'newer' }
    const reverted = findReverted(overlay, image, context)
    if (reverted === image.digest && !again) return { ...common, kind: 'reverted' }
    return { ...common, kind: 'change', reverted, endsHold }
  }
  if (!release || (!endsHold && !release.pending)) return { ...common, kind: 'unchanged' }
  const { hold: _, pending: __, ...rest } = release
  return { ...common, kind: 'ended', release: rest }
}

/**
 * The digest that was published last, or is wanted now, if that was taken back since, by `git revert` or by a rollback whose hold has ended:
 * then the release is another one. One that was promoted may have come before that publish or after it, which the history tells. A
 * build that is pending did not run yet.
 */
function findReverted(
  { service, release }: Overlay,
  { digest }: ImageToPublish,
  { state }: DecisionContext,
): string | null {
  if (isTakenBack(service, digest, state)) return digest
  const last = state.considered?.digests.get(service)
  const explained =
    [release?.digest, release?.pending?.digest].includes(last) ||
    (release?.promoted !== undefined && (last === undefined || !isTakenBack(service, last, state)))
  return last === undefined || explained ? null : last
}

/**
 * The release of a held service, with the newest build as pending. What was wanted before the hold is what it was held against, so it does
 * not become pending; and what runs needs not to be.
 */
function keepHeld(
  image: ImageToPublish,
  release: Release,
  { state, source, hotfix }: DecisionContext,
): Pick<HeldDecision, 'release' | 'isRewritten'> {
  const { pending, ...rest } = release
  if (isBuild(release, image)) return { release: rest, isRewritten: pending !== undefined }
  const isKnown = pending !== undefined && isBuild(pending, image)
  const wasWanted =
    state.considered?.digests.get(image.service) === image.digest ||
    isTakenBack(image.service, image.digest, state)
  if (isKnown || wasWanted || state.newer.includes(image.service)) return { release, isRewritten: false }
  const waits = { ...buildOf(image, source), ...(hotfix !== null && { hotfix: { reason: hotfix } }) }
  return { release: { ...rest, pending: waits }, isRewritten: true }
}

function isTakenBack(service: string, digest: string, { takenBack }: EnvironmentFacts): boolean {
  return takenBack.some((build) => build.service === service && build.digest === digest)
}

/** The build that an image is of. */
export function buildOf({ image, digest, inputs }: ImageToPublish, source: Source): Build {
  return { image, digest, inputs, source }
}

function isBuild(build: Build, { image, digest }: ImageToPublish): boolean {
  return build.digest === digest && build.image === image
}

function differs({ image, digest }: ImageToPublish, overlay: Overlay): boolean {
  const runs = overlay.image
  return !runs || runs.digest !== digest || runs.newTag !== undefined || nameOf(runs) !== image
}
