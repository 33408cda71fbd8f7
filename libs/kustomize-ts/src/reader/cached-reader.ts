import { basename, dirname, join, sep } from 'node:path'

import type { FileReader, PathKind } from './file-reader.ts'

/**
 * A reader that asks another one once for what each path names. Folders are resolved once for all that is in them: the 300
 * overlays of the benchmark ask 15 times for what lies in a base, and resolving links looked at every part of a path each time.
 */
export class CachedReader implements FileReader {
  readonly #reader: FileReader
  readonly #kinds = new Map<string, PathKind | undefined>()
  readonly #realPaths = new Map<string, string>()
  /** What is there without following a link. */
  readonly #entries = new Set<string>()

  constructor(reader: FileReader) {
    this.#reader = reader
  }

  readFile(path: string): Uint8Array {
    return this.#reader.readFile(path)
  }

  kind(path: string): PathKind | undefined {
    const known = this.#kinds.get(path)
    if (known !== undefined || this.#kinds.has(path)) return known
    const kind = this.#lookAt(path)
    this.#kinds.set(path, kind)
    return kind
  }

  realPath(path: string): string {
    const known = this.#realPaths.get(path)
    if (known !== undefined) return known
    const real = this.#resolve(path)
    this.#realPaths.set(path, real)
    return real
  }

  /** Where a path led to, if that is known. */
  knownRealPath(path: string): string | undefined {
    return this.#realPaths.get(path)
  }

  /** Makes the reader look again at every path. */
  forget(): void {
    this.#kinds.clear()
    this.#realPaths.clear()
    this.#entries.clear()
  }

  /** One look tells the kind of what is no link, and that its real path is where its folder's is. */
  #lookAt(path: string): PathKind | undefined {
    const entry = this.#reader.entryKind?.(path)
    if (this.#reader.entryKind === undefined || entry === 'link') return this.#reader.kind(path)
    if (entry !== undefined) this.#entries.add(path)
    return entry
  }

  #resolve(path: string): string {
    this.kind(path)
    const folder = dirname(path)
    // A slash at the end follows a link without saying so.
    const isPlain = this.#entries.has(path) && folder !== path && !path.endsWith(sep)
    if (!isPlain) return this.#reader.realPath(path)
    return join(this.realPath(folder), basename(path))
  }
}
