import { setText } from './draft.ts'
import type { Edit } from './edit-text.ts'

/** `set nameprefix`: the value of `namePrefix`; an empty one takes the field out. */
export function setNamePrefix(prefix: string): Edit {
  return { change: ({ fields }) => setText(fields, 'namePrefix', prefix) }
}
