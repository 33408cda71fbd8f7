import { appendPaths } from './path-list.ts'
import type { Edit } from './edit-text.ts'

/** `add generator`: files of generators at the end of `generators`. In a folder, patterns mean the files that are there. */
export function addGenerator(patterns: readonly string[]): Edit {
  return {
    change: (draft) => appendPaths(draft, 'generators', patterns, { noun: 'generator' }),
    inFolder(folder) {
      const paths = folder.globAll(patterns)
      return paths.length === 0 ? undefined : addGenerator(paths)
    },
  }
}
