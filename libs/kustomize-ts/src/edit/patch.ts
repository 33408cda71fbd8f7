import { isDeepStrictEqual } from 'node:util'

import { fail } from '../kustomize-error.ts'
import type { Value, ValueMap } from '../yaml/value.ts'
import { fieldOf, textOf } from './draft.ts'
import type { Edit } from './edit-text.ts'

/** What a patch is for. */
export interface PatchTarget {
  readonly group?: string
  readonly version?: string
  readonly kind?: string
  readonly name?: string
  readonly namespace?: string
  readonly annotationSelector?: string
  readonly labelSelector?: string
}

/** A patch in a file or as a text, and what it is for. */
export interface PatchChange {
  readonly path?: string
  readonly patch?: string
  readonly target?: PatchTarget
}

const targetFields = [
  'group',
  'version',
  'kind',
  'name',
  'namespace',
  'annotationSelector',
  'labelSelector',
] as const

/** `add patch`: one at the end of `patches`, unless the same is there. */
export function addPatch(patch: PatchChange): Edit {
  refuseBoth(patch)
  if (!patch.path && !patch.patch)
    throw fail('bad-argument', 'A patch must have a path or a text: found neither')
  return {
    change(draft) {
      const entry = newEntry(patch)
      if (draft.maps('patches').some((other) => isSame(other, entry)))
        draft.notes.push(`${describe(patch)} is there already`)
      else draft.append('patches', entry)
    },
  }
}

/** `remove patch`: those of `patches` that are exactly so. */
export function removePatch(patch: PatchChange): Edit {
  refuseBoth(patch)
  return {
    change(draft) {
      const entry = newEntry(patch)
      const before = draft.list('patches').length
      draft.keep('patches', (other) => !(other instanceof Map && isSame(other, entry)))
      if (draft.list('patches').length === before) draft.notes.push(`${describe(patch)} is not there`)
    },
  }
}

function refuseBoth({ path, patch }: PatchChange): void {
  if (path && patch) throw fail('bad-argument', 'A patch must have either a path or a text: found both')
}

function describe({ path = '', patch = '' }: PatchChange): string {
  return `The patch "${path || patch}"`
}

function newEntry({ path = '', patch = '', target = {} }: PatchChange): ValueMap {
  const entry: ValueMap = new Map()
  if (path !== '') entry.set('path', path)
  if (patch !== '') entry.set('patch', patch)
  const fields = targetFields.flatMap((field): [string, Value][] =>
    target[field] ? [[field, target[field]]] : [],
  )
  if (fields.length > 0) entry.set('target', new Map(fields))
  return entry
}

/** As Kustomize compares: what is empty is the same as what is not there, but an empty target is not. */
function isSame(left: ValueMap, right: ValueMap): boolean {
  return isDeepStrictEqual(summarize(left), summarize(right))
}

function summarize(patch: ValueMap): unknown {
  const target = fieldOf(patch, 'target')
  const options = fieldOf(patch, 'options')
  return [
    textOf(patch, 'path'),
    textOf(patch, 'patch'),
    target instanceof Map ? targetFields.map((field) => textOf(target, field)) : undefined,
    options instanceof Map ? optionFields.map((field) => fieldOf(options, field) ?? false) : undefined,
  ]
}

const optionFields = ['allowNameChange', 'allowKindChange'] as const
