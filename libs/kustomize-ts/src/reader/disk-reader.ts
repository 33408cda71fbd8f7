import { lstatSync, readFileSync, realpathSync, statSync, type Stats } from 'node:fs'

import type { FileReader, PathKind } from './file-reader.ts'

/** Reads the disk; the reader of a build that names no other. */
export const diskReader: FileReader = {
  readFile: (path) => readFileSync(path),
  kind(path) {
    const stats = attempt(() => statSync(path, { throwIfNoEntry: false }))
    return stats === undefined ? undefined : kindOf(stats)
  },
  realPath: (path) => realpathSync(path),
  entryKind(path) {
    const stats = attempt(() => lstatSync(path, { throwIfNoEntry: false }))
    if (stats === undefined) return undefined
    return stats.isSymbolicLink() ? 'link' : kindOf(stats)
  },
}

/** Pipes and devices count as absent: reading one may never end. */
function kindOf(stats: Stats): PathKind | undefined {
  if (stats.isDirectory()) return 'directory'
  return stats.isFile() ? 'file' : undefined
}

/** A path that the system refuses, as it is too long, has a zero byte, or leads in circles, names nothing. */
function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
