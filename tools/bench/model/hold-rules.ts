import type { Result } from './rules.ts'
import { commit, isEditedByHand, slotOf, type Release, type Slot, type State } from './state.ts'

/** Why services are rolled back and held here. */
export const reasons = { rollback: 'Orders are lost', hold: 'It is Friday' } as const

/** The rule of `slipway hold`. */
export function holdRule(state: State, { slot: name }: { readonly slot: string }): Result {
  const { runs, release } = slotOf(state, name)
  if (!release) return { state, outcome: 'never-released' }
  const slot = { runs, release: { ...release, hold: reasons.hold } }
  return resultOf(state, { name, slot, verb: 'hold' })
}

/** The rule of `slipway rollback`: the build before, what waits goes on waiting, and once more is no further one. */
export function rollbackRule(state: State, { slot: name }: { readonly slot: string }): Result {
  const { release } = slotOf(state, name)
  if (!release) return { state, outcome: 'never-released' }
  if (isRolledBack(state, name)) return { state, outcome: 'nothing to roll back' }
  const [, ...earlier] = buildsInOrder(state, name)
  const target = earlier.find((slot) => !isEditedByHand(slot))?.release
  if (!target) return { state, outcome: 'no-earlier-build' }
  const { pending: _, ...build } = target
  const held: Release = {
    ...build,
    hold: reasons.rollback,
    ...(release.pending && { pending: release.pending }),
  }
  return resultOf(state, { name, slot: { runs: held.digest, release: held }, verb: 'roll back' })
}

/** The rule of `slipway resume`: what waits is deployed, an edit by hand ends, and nothing is held any more. */
export function resumeRule(
  state: State,
  { slot: name, drop }: { readonly slot: string; readonly drop: boolean },
): Result {
  const { runs, release } = slotOf(state, name)
  if (!release) return { state, outcome: 'never-released' }
  const { hold: _, pending, ...rest } = release
  const slot =
    pending && !drop
      ? { runs: pending.digest, release: pending }
      : { runs: isEditedByHand({ runs, release }) ? rest.digest : runs, release: rest }
  return resultOf(state, { name, slot, verb: 'resume' })
}

function resultOf(state: State, change: { name: string; slot: Slot; verb: string }): Result {
  const { name, slot, verb } = change
  const next = commit(state, { [name]: slot }, verb)
  return { state: next, outcome: next === state ? `nothing to ${verb}` : verb }
}

function isRolledBack(state: State, name: string): boolean {
  const slot = slotOf(state, name)
  if (isEditedByHand(slot) || slot.release?.hold !== reasons.rollback) return false
  return movesOf(state, name).at(-1)?.by === 'roll back'
}

const waysBack = new Set(['roll back', 'revert', 'edit', 'resume'])

/** What ran, the newest first, without what somebody has gone back from. */
function buildsInOrder(state: State, name: string): Slot[] {
  const builds: Slot[] = []
  for (const { slot, by } of movesOf(state, name)) {
    if (!slot.release) continue
    const earlier = waysBack.has(by) ? builds.findLastIndex(({ runs }) => runs === slot.runs) : -1
    if (earlier >= 0) builds.length = earlier + 1
    else builds.push(slot)
  }
  return builds.toReversed()
}

/** Each time that something else ran, and the verb that did it; a service without a release runs nothing. */
function movesOf({ past }: State, name: string): { slot: Slot; by: string }[] {
  return past.flatMap(({ slots, by }, index) => {
    const slot = slots[name]
    return slot && releasedIn(slot) !== releasedIn(past[index - 1]?.slots[name]) ? [{ slot, by }] : []
  })
}

function releasedIn(slot: Slot | undefined): string | null {
  return slot?.release ? slot.runs : null
}
