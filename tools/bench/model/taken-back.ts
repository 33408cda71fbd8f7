import { isEditedByHand, type Slot, type State } from './state.ts'

/** Whether a released digest stopped running by a revert, or in another such way, the last time that it did. */
export function isTakenBack(
  { past }: State,
  { name, digest, ways = ['revert'] }: { name: string; digest: string; ways?: readonly string[] },
): boolean {
  const end = past.findLastIndex(
    (moment, index) =>
      index > 0 && runs(past[index - 1]?.slots[name]) === digest && runs(moment.slots[name]) !== digest,
  )
  const before = past[end - 1]?.slots[name]
  return ways.includes(past[end]?.by ?? '') && before !== undefined && !isEditedByHand(before)
}

function runs(slot: Slot | undefined): string | null {
  return slot?.release ? slot.runs : null
}
