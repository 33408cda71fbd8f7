import type { Draft } from './draft.ts'
import type { Pairs } from './pairs.ts'
import type { ValueMap } from '../yaml/value.ts'

/** Adds pairs to a map; with `force`, also those whose names are there already. */
export function addPairs(draft: Draft, map: ValueMap, pairs: Pairs, force: boolean): void {
  for (const [name, value] of pairs) {
    if (map.has(name) && !force) {
      draft.refuse(
        'already-there',
        `"${name}" is in the kustomization already: "--force" gives it another value`,
      )
    }
    map.set(name, value)
  }
}

/** Removes pairs from a field that is a map; with its last pair, the field goes. */
export function removePairs(
  draft: Draft,
  field: string,
  names: readonly string[],
  ignoreMissing: boolean,
): void {
  const map = draft.get(field)
  for (const name of names) {
    const isThere = map instanceof Map && map.delete(name)
    if (!isThere && !ignoreMissing) draft.refuse('not-there', `There is no "${name}" in ${field}`)
  }
  if (map instanceof Map && map.size === 0 && names.length > 0) draft.delete(field)
}
