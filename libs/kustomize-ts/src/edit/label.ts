import { fail } from '../kustomize-error.ts'
import type { Value, ValueMap } from '../yaml/value.ts'
import { addPairs, removePairs } from './pair-map.ts'
import { fieldOf, setField, type Draft } from './draft.ts'
import type { Edit } from './edit-text.ts'
import type { RemoveOptions } from './annotation.ts'
import type { Pairs } from './pairs.ts'

/** Options of `addLabel()`. */
export interface AddLabelOptions {
  /** Give labels that are there already another value. */
  readonly force?: boolean
  /** Add to `labels`, which leaves selectors alone, instead of `commonLabels`. */
  readonly withoutSelector?: boolean
  /** Label the templates of pods too; only without selectors, since with them they are labelled anyway. */
  readonly includeTemplates?: boolean
}

/** `add label`: pairs of `commonLabels`, or of the entry of `labels` with the same options. */
export function addLabel(pairs: Pairs, options: AddLabelOptions = {}): Edit {
  const { force = false, withoutSelector = false, includeTemplates = false } = options
  if (includeTemplates && !withoutSelector) {
    throw fail('bad-argument', 'Templates are only chosen without selectors: found includeTemplates alone')
  }
  return {
    change(draft) {
      const map = withoutSelector ? entryPairs(draft, includeTemplates) : draft.map('commonLabels')
      addPairs(draft, map, pairs, force)
    },
  }
}

/** `set label`: pairs of `commonLabels`, whether they are there or not. */
export function setLabel(pairs: Pairs): Edit {
  return addLabel(pairs, { force: true })
}

/** `remove label`: pairs of `commonLabels` by name. */
export function removeLabel(names: readonly string[], options: RemoveOptions = {}): Edit {
  const { ignoreMissing = false } = options
  return { change: (draft) => removePairs(draft, 'commonLabels', names, ignoreMissing) }
}

function entryPairs(draft: Draft, includeTemplates: boolean): ValueMap {
  const found = draft.maps('labels').find((entry) => hasOptions(entry, includeTemplates))
  const pairs = found === undefined ? undefined : fieldOf(found, 'pairs')
  if (pairs instanceof Map) return pairs
  const map: ValueMap = new Map()
  if (found !== undefined) setField(found, 'pairs', map)
  else draft.append('labels', newEntry(map, includeTemplates))
  return map
}

function newEntry(pairs: ValueMap, includeTemplates: boolean): ValueMap {
  const entry = new Map<string, Value>([['pairs', pairs]])
  if (includeTemplates) entry.set('includeTemplates', true)
  return entry
}

function hasOptions(entry: ValueMap, includeTemplates: boolean): boolean {
  const [selectors, templates] = ['includeSelectors', 'includeTemplates'].map(
    (name) => fieldOf(entry, name) ?? false,
  )
  return selectors === false && templates === includeTemplates
}
