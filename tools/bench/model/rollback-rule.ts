import { nextHold, reasons, type Holding } from './hold-rules.ts'
import type { Result } from './rules.ts'
import { commit, isEditedByHand, isHeld, slotOf, type Release, type Slot, type State } from './state.ts'

/** The rule of `slipway rollback`: the build before, what waits goes on waiting, and once more is no further one. */
export function rollbackRule(state: State, { slot: name, ends }: Holding): Result {
  const { release } = slotOf(state, name)
  if (!release) return { state, outcome: 'never-released' }
  if (isRolledBack(state, name)) return { state, outcome: 'nothing to roll back' }
  const [, ...earlier] = buildsInOrder(state, name)
  const target = earlier.find((slot) => !isEditedByHand(slot))?.release
  if (!target) return { state, outcome: 'no-earlier-build' }
  const { pending: _, ...build } = target
  const held: Release = {
    ...build,
    since: state.clock,
    hold: nextHold(state, name, { reason: reasons.rollback, ends }),
    ...(release.pending && { pending: release.pending }),
  }
  const next = commit(state, { slots: { [name]: { runs: held.digest, release: held } } }, 'roll back')
  return { state: next, outcome: 'roll back' }
}

function isRolledBack(state: State, name: string): boolean {
  const slot = slotOf(state, name)
  if (isEditedByHand(slot) || !isHeld(slot, state) || slot.release?.hold?.reason !== reasons.rollback)
    return false
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
