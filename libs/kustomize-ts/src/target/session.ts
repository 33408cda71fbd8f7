import { resolve } from 'node:path'

import { CachedReader } from '../reader/cached-reader.ts'
import { DependencyCache } from '../reader/dependency-cache.ts'
import type { FileReader } from '../reader/file-reader.ts'
import type { ReadLog } from '../reader/read-log.ts'
import { KeptFolders } from './kept-folders.ts'
import { ParsedFiles } from './parsed-files.ts'

/** What the builds of one builder share: files as they were when first read, and what was made of them. */
export class Session<Result> {
  readonly reader: CachedReader
  readonly parsed = new ParsedFiles()
  readonly folders = new KeptFolders()
  readonly #results = new DependencyCache<Result>()

  constructor(reader: FileReader) {
    this.reader = new CachedReader(reader)
  }

  /** The result for a folder: the one that is kept, or what `make` gives, which is kept unless it throws. */
  result(folder: string, log: ReadLog, make: () => Result): Result {
    const known = this.#results.get(folder)
    if (known !== undefined) return known
    const result = make()
    this.#results.set(folder, result, log)
    return result
  }

  /** Drops what depends on these paths, whether something was there or not; everything when none is named. */
  forget(paths?: readonly string[]): void {
    for (const path of paths ?? []) this.#forgetPath(resolve(path))
    if (paths === undefined) for (const cache of [this.parsed, this.folders, this.#results]) cache.clear()
    this.reader.forget()
  }

  #forgetPath(path: string): void {
    const real = this.reader.knownRealPath(path) ?? path
    for (const changed of new Set([path, real])) {
      for (const cache of [this.parsed, this.folders, this.#results]) cache.forget(changed)
    }
  }
}
