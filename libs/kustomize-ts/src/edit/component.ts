import type { Edit } from './edit-text.ts'
import { appendPaths, removePaths } from './path-list.ts'

/** `add component`: folders at the end of `components`. In a folder, patterns mean what is there, and must mean something. */
export function addComponent(patterns: readonly string[]): Edit {
  return {
    change: (draft) => appendPaths(draft, 'components', patterns, { noun: 'component' }),
    inFolder: (folder) => addComponent(folder.globOthers(patterns)),
  }
}

/** `remove component`: the folders in `components` that match a pattern. */
export function removeComponent(patterns: readonly string[]): Edit {
  return { change: (draft) => removePaths(draft, 'components', patterns) }
}
