import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs'

import type { FileReader } from './file-reader.ts'

/** Reads the disk; the reader of a build that names no other. */
export const diskReader: FileReader = {
  readFile: (path) => readFileSync(path),
  kind(path) {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined) return undefined
    return stats.isDirectory() ? 'directory' : 'file'
  },
  realPath: (path) => realpathSync(path),
  entryKind(path) {
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats === undefined) return undefined
    if (stats.isSymbolicLink()) return 'link'
    return stats.isDirectory() ? 'directory' : 'file'
  },
}
