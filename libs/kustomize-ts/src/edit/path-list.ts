import type { Value } from '../yaml/value.ts'
import type { Draft } from './draft.ts'
import { parsePattern } from './folder/match.ts'

/** Adds paths at the end of a list; a path that is there already is left out, with a note. */
export function appendPaths(
  draft: Draft,
  field: string,
  paths: readonly string[],
  options: { readonly noun: string; readonly present?: readonly Value[] },
): void {
  const present = new Set([...(options.present ?? []), ...draft.list(field)])
  for (const path of paths) {
    if (present.has(path)) draft.notes.push(`The ${options.noun} "${path}" is in the kustomization already`)
    else draft.append(field, path)
    present.add(path)
  }
}

/** Removes the paths of a list that match a pattern. What matches nothing is ignored, as Kustomize does. */
export function removePaths(draft: Draft, field: string, patterns: readonly string[]): void {
  // A pattern is only read when there is something to match, so that a wrong one is as harmless as in Kustomize.
  if (draft.list(field).length === 0) return
  const parsed = patterns.map(parsePattern)
  draft.keep(field, (path) => typeof path !== 'string' || !parsed.some((matches) => matches(path)))
}
