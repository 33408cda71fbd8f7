import { setText } from './draft.ts'
import type { Edit } from './edit-text.ts'

/** `set namespace`: the value of `namespace`; an empty one takes the field out. Kustomize does not check the name, nor does this. */
export function setNamespace(namespace: string): Edit {
  return { change: ({ fields }) => setText(fields, 'namespace', namespace) }
}
