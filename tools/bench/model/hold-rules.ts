import type { Result } from './rules.ts'
import {
  commit,
  hasEnded,
  isEditedByHand,
  isHeld,
  slotNames,
  slotOf,
  type Hold,
  type Slot,
  type State,
} from './state.ts'

/** Why services are rolled back, held and published past staging here. */
export const reasons = {
  rollback: 'Orders are lost',
  hold: 'It is Friday',
  hotfix: 'It cannot wait',
} as const

/** A service, and whether it is held for half a day alone. */
export interface Holding {
  readonly slot: string
  readonly ends: boolean
}

/** The rule of `slipway hold`. */
export function holdRule(state: State, { slot: name, ends }: Holding): Result {
  const { runs, release } = slotOf(state, name)
  if (!release) return { state, outcome: 'never-released' }
  const slot = { runs, release: { ...release, hold: nextHold(state, name, { reason: reasons.hold, ends }) } }
  const next = commit(state, { slots: { [name]: slot } }, 'hold')
  return { state: next, outcome: next === state ? 'nothing to hold' : 'hold' }
}

/** A hold that goes on keeps its beginning. */
export function nextHold(
  state: State,
  name: string,
  { reason, ends }: { reason: string; ends: boolean },
): Hold {
  const slot = slotOf(state, name)
  const before = isHeld(slot, state) ? slot.release?.hold : undefined
  return { reason, since: before?.since ?? state.clock, ...(ends && { until: state.clock + 0.5 }) }
}

/** The rule of `slipway resume`: what waits is deployed, an edit by hand ends, and nothing is held any more. */
export function resumeRule(
  state: State,
  { slot: name, drop }: { readonly slot: string; readonly drop: boolean },
): Result {
  const isEnded = name === 'ended'
  if (!isEnded && !slotOf(state, name).release) return { state, outcome: 'never-released' }
  const names = isEnded ? slotNames.filter((each) => isOver(state, each)) : [name]
  const slots = Object.fromEntries(names.map((each) => [each, resumed(state, slotOf(state, each), drop)]))
  const next = commit(state, { slots }, 'resume')
  return { state: next, outcome: next === state ? 'nothing to resume' : 'resume' }
}

/** Whether a hold is over, and nobody is at work there by hand. */
function isOver(state: State, name: string): boolean {
  const slot = slotOf(state, name)
  const hold = slot.release?.hold
  return hold !== undefined && hasEnded(hold, state.clock) && !isEditedByHand(slot)
}

function resumed({ clock }: State, slot: Slot, drop: boolean): Slot {
  if (!slot.release) return slot
  const { hold: _, pending, ...rest } = slot.release
  if (pending && !drop) return { runs: pending.digest, release: { ...pending, since: clock } }
  if (isEditedByHand(slot)) return { runs: rest.digest, release: { ...rest, since: clock } }
  return { runs: slot.runs, release: rest }
}
