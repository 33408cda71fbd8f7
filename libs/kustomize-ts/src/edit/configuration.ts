import { appendPaths } from './path-list.ts'
import type { Edit } from './edit-text.ts'

/** `add configuration`: files of transformer configurations at the end of `configurations`. In a folder, patterns mean the files that are there. */
export function addConfiguration(patterns: readonly string[]): Edit {
  return {
    change: (draft) => appendPaths(draft, 'configurations', patterns, { noun: 'configuration' }),
    inFolder(folder) {
      const paths = folder.globAll(patterns)
      return paths.length === 0 ? undefined : addConfiguration(paths)
    },
  }
}
