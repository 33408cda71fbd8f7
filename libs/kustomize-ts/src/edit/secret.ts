import { setText } from './draft.ts'
import type { Edit } from './edit-text.ts'
import { addToEntry, changeEntry } from './generated-edit.ts'
import { removeEntries, type EntryName, type EntryUpdate, type Sources } from './generated.ts'

const field = 'secretGenerator'

/** An entry of `secretGenerator`, and what comes to it. */
export interface SecretAddition extends EntryName, Sources {
  /** Counts for a new entry only; `Opaque` when left out. */
  readonly type?: string
}

/** `add secret`: sources for an entry of `secretGenerator`, which is made when it is not there. */
export function addSecret({ type = 'Opaque', ...addition }: SecretAddition): Edit {
  return addToEntry(field, {
    ...addition,
    fill(entry, isNew) {
      if (isNew) setText(entry, 'type', type)
    },
  })
}

/** `set secret`: other values for literals of an entry of `secretGenerator`, or another namespace for it. */
export function setSecret(name: EntryName, update: EntryUpdate): Edit {
  return changeEntry(field, name, update)
}

/** `remove secret`: entries of `secretGenerator` by name; one of them at least must be there. */
export function removeSecret(names: readonly string[], namespace: string = ''): Edit {
  return { change: (draft) => removeEntries(draft, field, names, namespace) }
}
