import { fail } from '../kustomize-error.ts'
import type { Edit } from './edit-text.ts'

/** `add base`: folders at the end of `resources`, which is where bases are today. In a folder they must be there. */
export function addBase(paths: readonly string[]): Edit {
  return {
    change(draft) {
      for (const path of paths) {
        if ([...draft.list('resources'), ...draft.list('bases')].includes(path)) {
          draft.refuse('already-there', `The base "${path}" is in the kustomization already`)
        }
        draft.append('resources', path)
      }
    },
    inFolder(folder) {
      for (const path of paths) {
        if (!folder.exists(path)) throw fail('folder-not-found', `There is no "${path}" in "${folder.path}"`)
      }
      return addBase(paths)
    },
  }
}
