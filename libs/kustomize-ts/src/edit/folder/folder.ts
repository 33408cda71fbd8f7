import { basename, join, posix, resolve } from 'node:path'

import { kustomizationFileNames } from '../../kustomization/load-kustomization.ts'
import { fail } from '../../kustomize-error.ts'
import { isRemote } from '../../reader/remote.ts'
import { compareBytes } from '../../yaml/compare-bytes.ts'
import type { FolderFiles } from './folder-files.ts'
import { hasWildcard, parsePattern } from './match.ts'

/** What edits ask of the folder of a kustomization. Paths are relative to it, or absolute. */
export class Folder {
  readonly path: string
  readonly files: FolderFiles
  /** What there is to say that is no error. */
  readonly notes: string[] = []

  constructor(path: string, files: FolderFiles) {
    this.path = resolve(path)
    this.files = files
  }

  exists(path: string): boolean {
    return path !== '' && this.files.kind(resolve(this.path, path)) !== undefined
  }

  /** The path with all links resolved. */
  realPath(path: string): string {
    return this.files.realPath(resolve(this.path, path))
  }

  /** The content of a file as text; undefined where there is none that can be read. */
  readText(path: string): string | undefined {
    const absolute = resolve(this.path, path)
    if (this.files.kind(absolute) !== 'file') return undefined
    return new TextDecoder().decode(this.files.readFile(absolute))
  }

  /**
   * The files and folders that a pattern means, as Kustomize finds them: sorted within their folder, hidden ones only where the
   * pattern asks for them. A path without wildcards stays as it is written.
   */
  glob(pattern: string): string[] {
    const found = this.#glob(pattern)
    return isHidden(pattern) ? found : found.filter((path) => !isHidden(path))
  }

  /** The paths that patterns mean; a note for each that means nothing. */
  globAll(patterns: readonly string[]): string[] {
    return patterns.flatMap((pattern) => {
      const found = this.glob(pattern)
      if (found.length === 0) this.notes.push(`Nothing matches "${pattern}"`)
      return found
    })
  }

  /** What patterns mean but for the kustomization itself; throws for a pattern that means nothing. */
  globOthers(patterns: readonly string[]): string[] {
    const found = patterns.flatMap((pattern) => {
      const paths = this.glob(pattern)
      if (paths.length === 0) throw this.#nothing(pattern)
      return paths
    })
    return this.withoutOwn(found)
  }

  /** Paths but for the file of the kustomization itself. */
  withoutOwn(paths: readonly string[]): string[] {
    const own = kustomizationFileNames.find((name) => this.exists(name))
    return paths.filter((path) => path !== own)
  }

  /** The files that sources of a generator mean: `key=path` means exactly one, a path without a key may be a pattern. */
  expandSources(sources: readonly string[]): string[] {
    return sources.flatMap((source) => {
      const [first = '', second, ...rest] = source.split('=')
      // Kustomize takes the first part alone when there are more than two.
      if (second === undefined || rest.length > 0 || first === '') return this.globAll([second ?? first])
      const found = this.globAll([second])
      if (found.length === 1) return [`${first}=${found[0]}`]
      throw fail('bad-argument', `A key must have one file: found ${found.length} for "${source}"`)
    })
  }

  #nothing(pattern: string): Error {
    if (!isRemote(pattern)) return fail('file-not-found', `Nothing in "${this.path}" matches "${pattern}"`)
    const message = `Cannot look at "${pattern}" over a network: add it with "--no-verify" if it is right`
    return fail('unsupported', message)
  }

  #glob(pattern: string): string[] {
    parsePattern(pattern)
    if (!hasWildcard(pattern)) return this.exists(pattern) ? [pattern] : []
    const slash = pattern.lastIndexOf('/') + 1
    const [folder, name] = [cleanFolder(pattern.slice(0, slash)), pattern.slice(slash)]
    const folders = hasWildcard(folder) ? this.#glob(folder) : [folder]
    return folders.flatMap((path) => this.#matchesIn(path, name))
  }

  #matchesIn(folder: string, name: string): string[] {
    const path = resolve(this.path, folder)
    if (this.files.kind(path) !== 'directory') return []
    const matches = parsePattern(name)
    return this.files
      .list(path)
      .filter(matches)
      .toSorted(compareBytes)
      .map((found) => posix.join(folder, found))
  }
}

function cleanFolder(path: string): string {
  if (path === '') return '.'
  return path === '/' ? path : path.slice(0, -1)
}

function isHidden(path: string): boolean {
  return basename(join('/', path)).startsWith('.') || /(?:^|\/)\.\.?$/.test(path)
}
