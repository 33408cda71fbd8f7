import type { ValueMap } from '../yaml/value.ts'
import { checkGenerated } from './check-generated.ts'
import { setText } from './draft.ts'
import type { Edit } from './edit-text.ts'
import type { Folder } from './folder/folder.ts'
import {
  addSources,
  checkSources,
  checkUpdate,
  findEntries,
  updateEntry,
  type EntryName,
  type EntryUpdate,
  type GeneratorField,
  type Sources,
} from './generated.ts'

/** What comes to an entry, and what else `fill` sets in it. */
export interface Addition extends EntryName, Sources {
  readonly fill: (entry: ValueMap, isNew: boolean) => void
}

/** Adds sources to an entry of a generator, which is made when it is not there. What it generates is checked. */
export function addToEntry(field: GeneratorField, addition: Addition, folder?: Folder): Edit {
  return {
    change(draft) {
      checkSources(addition)
      const [found] = findEntries(draft, field, addition)
      const entry = found ?? newEntry(addition)
      addition.fill(entry, found === undefined)
      addSources(entry, addition)
      if (found === undefined) draft.append(field, entry)
    },
    inFolder: (there) =>
      addToEntry(field, { ...addition, files: there.expandSources(addition.files ?? []) }, there),
    check: (fields) => checkGenerated(fields, field, addition, folder),
  }
}

function newEntry({ name, namespace = '' }: EntryName): ValueMap {
  const entry: ValueMap = new Map()
  setText(entry, 'name', name)
  setText(entry, 'namespace', namespace)
  return entry
}

/** Changes an entry of a generator that is there. What it generates is checked. */
export function changeEntry(
  field: GeneratorField,
  name: EntryName,
  update: EntryUpdate,
  folder?: Folder,
): Edit {
  checkUpdate(update)
  const namespace = update.newNamespace || (name.namespace ?? '')
  return {
    change(draft) {
      const [entry] = findEntries(draft, field, name)
      if (entry === undefined) return draft.refuse('not-there', `There is no "${name.name}" in ${field}`)
      updateEntry(draft, entry, update)
    },
    inFolder: (there) => changeEntry(field, name, update, there),
    check: (fields) => checkGenerated(fields, field, { name: name.name, namespace }, folder),
  }
}
