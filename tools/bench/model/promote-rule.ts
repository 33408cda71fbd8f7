import type { Result } from './rules.ts'
import { isRelated, reaches } from './source.ts'
import { isTakenBack } from './taken-back.ts'
import {
  commit,
  isEditedByHand,
  isHeld,
  services,
  slotOf,
  type Build,
  type Slot,
  type Slots,
  type State,
} from './state.ts'

/** The rule of `slipway promote` from staging to production: all that was asked for, or nothing. */
export function promoteRule(state: State, { service }: { readonly service: string }): Result {
  const slots = promotion(state, service)
  if (typeof slots === 'string') return { state, outcome: slots }
  return { state: commit(state, { slots }, 'promote'), outcome: 'promote' }
}

/** What a promotion makes of production, or why it makes nothing. */
export function promotion(state: State, service: string): Slots | 'nothing to promote' | 'not-promotable' {
  const released = services.filter((name) => slotOf(state, `staging/${name}`).release !== null)
  const changing = (service === 'all' ? released : [service]).filter((name) => !isThere(state, name))
  if (changing.length === 0) return 'nothing to promote'
  if (changing.some((name) => isRefused(state, name))) return 'not-promotable'
  return Object.fromEntries(changing.map((name) => [`production/${name}`, promoted(state, name)]))
}

function promoted(state: State, service: string): Slot {
  const { release } = slotOf(state, `staging/${service}`)
  if (!release) throw new Error('Cannot promote what was never released')
  const { digest, source } = release
  return { runs: digest, release: { digest, source, since: state.clock, promotedAt: state.past.length - 1 } }
}

/** Whether production runs it already. A hotfix that staging has caught up with is promoted as well, so that it is one no longer. */
function isThere(state: State, service: string): boolean {
  const [source, target] = [slotOf(state, `staging/${service}`), slotOf(state, `production/${service}`)]
  if (!source.release || source.release.digest !== target.release?.digest || isEditedByHand(target))
    return false
  return !target.release.hotfix || isHeld(target, state)
}

function isRefused(state: State, service: string): boolean {
  const [source, target] = [slotOf(state, `staging/${service}`), slotOf(state, `production/${service}`)]
  if (!source.release) return true
  if ([source, target].some((slot) => isEditedByHand(slot) || isHeld(slot, state))) return true
  const { digest } = source.release
  if (target.runs !== digest && isTakenBack(state, { name: `production/${service}`, digest })) return true
  if (target.release !== null && !isForward(state, service, source.release, target.release)) return true
  return state.gate && state.clock - ranSince(state, `staging/${service}`) < 0.5
}

function isForward(state: State, service: string, build: Build, runs: Build): boolean {
  if (build.digest === runs.digest) return true
  if (isRelated(build.source, runs.source)) return reaches(build.source, runs.source)
  // Then only the order in which staging ran them can tell.
  const past = state.past.flatMap(({ slots }) => {
    const slot = slots[`staging/${service}`]
    return slot?.release && !isEditedByHand(slot) ? [slot.release] : []
  })
  const first = (wanted: Build) =>
    past.findIndex(({ digest, source }) => digest === wanted.digest && source === wanted.source)
  return first(runs) >= 0 && first(build) > first(runs)
}

/** Since when a service has run what it runs, and nobody changed it. */
function ranSince(state: State, name: string): number {
  const { runs } = slotOf(state, name)
  const isOther = ({ slots }: { slots: Slots }) => slots[name]?.runs !== runs || slots[name]?.release === null
  return state.past[state.past.findLastIndex(isOther) + 1]?.at ?? state.clock
}
