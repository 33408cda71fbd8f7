import type { Edit } from './edit-text.ts'
import { appendPaths, removePaths } from './path-list.ts'

/** Options of `addResource()`. */
export interface AddResourceOptions {
  /** Take paths as they are given, also in a folder: for URLs, and for what is made later. */
  readonly noVerify?: boolean
}

/** `add resource`: paths at the end of `resources`. In a folder, patterns mean what is there, and must mean something. */
export function addResource(patterns: readonly string[], options: AddResourceOptions = {}): Edit {
  return {
    change(draft) {
      const present = draft.list('bases')
      appendPaths(draft, 'resources', patterns, { noun: 'resource', present })
    },
    inFolder: (folder) =>
      addResource(options.noVerify === true ? folder.withoutOwn(patterns) : folder.globOthers(patterns)),
  }
}

/** `remove resource`: the paths in `resources` that match a pattern, and those in the older `bases`. */
export function removeResource(patterns: readonly string[]): Edit {
  return {
    change(draft) {
      removePaths(draft, 'resources', patterns)
      removePaths(draft, 'bases', patterns)
    },
  }
}
