import { isDeepStrictEqual } from 'node:util'
import type { Value } from '../../yaml/value.ts'

/** How a list becomes another one: indexes of the old items that stay or change, and new items behind an old one. */
export interface Alignment {
  /** Old index and new value of each item that stays in its place. */
  readonly kept: readonly { readonly index: number; readonly value: Value }[]
  /** Values that come behind the old item with that index, -1 for the beginning. */
  readonly added: ReadonlyMap<number, readonly Value[]>
}

/** Finds what stays of a list: equal items first, then those with the same name, key or path between them. */
export function alignItems(before: readonly Value[], after: readonly Value[]): Alignment {
  const kept: { index: number; value: Value }[] = []
  const added = new Map<number, Value[]>()
  let from = 0
  for (const [position, value] of after.entries()) {
    const found = findCounterpart(before, from, after, position)
    if (found === undefined) added.set(from - 1, [...(added.get(from - 1) ?? []), value])
    else {
      kept.push({ index: found, value })
      from = found + 1
    }
  }
  return { kept, added }
}

/** The first old item from `from` on that is equal; else one that is alike, before the next one that stays as it is. */
function findCounterpart(
  before: readonly Value[],
  from: number,
  after: readonly Value[],
  position: number,
): number | undefined {
  const value = after[position] as Value
  const equal = before.findIndex((old, index) => index >= from && isDeepStrictEqual(old, value))
  if (equal !== -1) return equal
  const awaited = before.findIndex((old, index) => index >= from && isAwaited(old, after, position))
  const candidates = before.slice(0, awaited === -1 ? before.length : awaited)
  const alike = candidates.findIndex((old, index) => index >= from && identityOf(old) === identityOf(value))
  return alike === -1 ? undefined : alike
}

function isAwaited(old: Value, after: readonly Value[], position: number): boolean {
  return after.some((value, index) => index > position && isDeepStrictEqual(old, value))
}

/** What two versions of an item have in common: the name or path of a map, the key of a literal. */
function identityOf(value: Value): string {
  if (value instanceof Map) {
    const [name] = ['name', 'path'].flatMap((key) => value.get(key) ?? [])
    return `map ${String(name)}`
  }
  return typeof value === 'string' && value.includes('=') ? value.slice(0, value.indexOf('=') + 1) : 'other'
}
