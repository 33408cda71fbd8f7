import { setText } from './draft.ts'
import type { Edit } from './edit-text.ts'

/** `set namesuffix`: the value of `nameSuffix`; an empty one takes the field out. */
export function setNameSuffix(suffix: string): Edit {
  return { change: ({ fields }) => setText(fields, 'nameSuffix', suffix) }
}
