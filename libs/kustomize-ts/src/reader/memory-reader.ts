import { dirname, resolve } from 'node:path'

import { KustomizeError } from '../kustomize-error.ts'
import type { FileReader } from './file-reader.ts'

/** Reads from a table of files by absolute path, so a tree in memory, such as one of Git, can be built. It has no links. */
export function memoryReader(files: Readonly<Record<string, string | Uint8Array>>): FileReader {
  const contents = new Map<string, Uint8Array>()
  const folders = new Set<string>()
  for (const [path, content] of Object.entries(files)) {
    const absolute = resolve(path)
    contents.set(absolute, typeof content === 'string' ? Buffer.from(content) : content)
    for (let folder = dirname(absolute); !folders.has(folder); folder = dirname(folder)) folders.add(folder)
  }
  return {
    readFile(path) {
      const content = contents.get(path)
      if (content === undefined) throw notFound(path)
      return content
    },
    kind(path) {
      if (contents.has(path)) return 'file'
      return folders.has(path) ? 'directory' : undefined
    },
    realPath(path) {
      if (!contents.has(path) && !folders.has(path)) throw notFound(path)
      return path
    },
  }
}

function notFound(path: string): KustomizeError {
  return new KustomizeError([
    { code: 'file-not-found', message: `There is no file "${path}"`, file: path, line: 0, column: 0 },
  ])
}
