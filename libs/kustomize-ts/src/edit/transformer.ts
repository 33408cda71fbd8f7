import { appendPaths, removePaths } from './path-list.ts'
import type { Edit } from './edit-text.ts'

/** `add transformer`: files of transformers at the end of `transformers`. In a folder, patterns mean the files that are there. */
export function addTransformer(patterns: readonly string[]): Edit {
  return {
    change: (draft) => appendPaths(draft, 'transformers', patterns, { noun: 'transformer' }),
    inFolder(folder) {
      const paths = folder.globAll(patterns)
      return paths.length === 0 ? undefined : addTransformer(paths)
    },
  }
}

/** `remove transformer`: the files in `transformers` that match a pattern. */
export function removeTransformer(patterns: readonly string[]): Edit {
  return { change: (draft) => removePaths(draft, 'transformers', patterns) }
}
