import { fail } from '../kustomize-error.ts'
import { addPairs, removePairs } from './pair-map.ts'
import type { Edit } from './edit-text.ts'
import type { Pairs } from './pairs.ts'

/** `add annotation`: pairs of `commonAnnotations`; with `force`, also those whose names are there already. */
export function addAnnotation(pairs: Pairs, { force = false }: { readonly force?: boolean } = {}): Edit {
  return { change: (draft) => addPairs(draft, draft.map('commonAnnotations'), pairs, force) }
}

/** `set annotation`: pairs of `commonAnnotations`, whether they are there or not. The names must be good ones. */
export function setAnnotation(pairs: Pairs): Edit {
  const wrong = [...pairs.keys()].find((name) => !goodName.test(name))
  if (wrong !== undefined) {
    throw fail('bad-argument', `The name of an annotation must be "prefix/name" or "name": found "${wrong}"`)
  }
  return addAnnotation(pairs, { force: true })
}

/** `remove annotation`: pairs of `commonAnnotations` by name. */
export function removeAnnotation(names: readonly string[], options: RemoveOptions = {}): Edit {
  const { ignoreMissing = false } = options
  return { change: (draft) => removePairs(draft, 'commonAnnotations', names, ignoreMissing) }
}

/** Options of `removeAnnotation()` and `removeLabel()`. */
export interface RemoveOptions {
  /** A name that is not there is no error. */
  readonly ignoreMissing?: boolean
}

const goodName =
  /^([a-zA-Z]([-a-zA-Z0-9.]{0,251}[a-zA-Z0-9])?\/)?[a-zA-Z0-9]([-a-zA-Z0-9_.]{0,61}[a-zA-Z0-9])?$/
