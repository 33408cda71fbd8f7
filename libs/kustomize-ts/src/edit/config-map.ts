import { fail } from '../kustomize-error.ts'
import { setText } from './draft.ts'
import type { Edit } from './edit-text.ts'
import { addToEntry, changeEntry } from './generated-edit.ts'
import { removeEntries, type EntryName, type EntryUpdate, type Sources } from './generated.ts'

const field = 'configMapGenerator'
const behaviors: ReadonlySet<string> = new Set(['create', 'merge', 'replace'])

/** An entry of `configMapGenerator`, and what comes to it. */
export interface ConfigMapAddition extends EntryName, Sources {
  /** `create`, `merge` or `replace`. */
  readonly behavior?: string
}

/** `add configmap`: sources for an entry of `configMapGenerator`, which is made when it is not there. */
export function addConfigMap({ behavior = '', ...addition }: ConfigMapAddition): Edit {
  if (behavior !== '' && !behaviors.has(behavior)) {
    throw fail('bad-argument', `The behavior must be "create", "merge" or "replace": found "${behavior}"`)
  }
  return addToEntry(field, {
    ...addition,
    fill(entry) {
      if (behavior !== '') setText(entry, 'behavior', behavior)
    },
  })
}

/** `set configmap`: other values for literals of an entry of `configMapGenerator`, or another namespace for it. */
export function setConfigMap(name: EntryName, update: EntryUpdate): Edit {
  return changeEntry(field, name, update)
}

/** `remove configmap`: entries of `configMapGenerator` by name; one of them at least must be there. */
export function removeConfigMap(names: readonly string[], namespace: string = ''): Edit {
  return { change: (draft) => removeEntries(draft, field, names, namespace) }
}
