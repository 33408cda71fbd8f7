import { isAbsolute, join, sep } from 'node:path'

import { checkFileSize } from '../growth.ts'
import { fail, wrap } from '../kustomize-error.ts'
import { decodeText } from './decode-text.ts'
import type { FileReader, PathKind } from './file-reader.ts'
import type { ReadLog } from './read-log.ts'
import { isRemote, isRemoteFile } from './remote.ts'

/** Where a build may read. */
export interface LoaderOptions {
  readonly reader: FileReader
  readonly log: ReadLog
  readonly loadRestrictor: 'rootOnly' | 'none'
  /** A real path that folders must not leave. */
  readonly boundary: string | undefined
}

/** Reads what one kustomization refers to, relative to its folder. */
export class Loader {
  /** The real path of the folder. */
  readonly root: string
  /** How many folders there are on the way from where the build began. */
  readonly chain: number
  readonly #options: LoaderOptions
  readonly #referrer: Loader | undefined

  private constructor(root: string, options: LoaderOptions, referrer: Loader | undefined) {
    this.root = root
    this.#options = options
    this.#referrer = referrer
    this.chain = referrer === undefined ? 0 : referrer.chain + 1
  }

  /** A loader for the folder where a build begins. */
  static open(folder: string, options: LoaderOptions): Loader {
    return new Loader(confirmFolder(folder, options), options, undefined)
  }

  /** A loader for a folder that the kustomization names; throws for files, for cycles and outside of the boundary. */
  openFolder(path: string): Loader {
    if (path === '') throw fail('folder-not-found', 'A folder must have a name: found an empty path')
    refuseRemote(path)
    if (isAbsolute(path)) throw fail('folder-not-found', `A folder must be relative: found "${path}"`)
    refuseAmbiguous(path)
    const root = confirmFolder(join(this.root, path), this.#options)
    this.#refuseCycle(root)
    return new Loader(root, this.#options, this)
  }

  /** The same folder, whose readings and those of the folders below it go to another log. */
  withLog(log: ReadLog): Loader {
    return new Loader(this.root, { ...this.#options, log }, this.#referrer)
  }

  /** Where what is read here is written down. */
  get log(): ReadLog {
    return this.#options.log
  }

  /** Whether a folder could be opened from here without going in a circle. */
  isFree(root: string): boolean {
    return !isWithin(this.root, root) && (this.#referrer === undefined || this.#referrer.isFree(root))
  }

  /** The content of a file. */
  readFile(path: string): Uint8Array {
    const file = this.resolveFile(path)
    const content = this.#readResolved(path, file)
    checkFileSize(path, content.length)
    return content
  }

  #readResolved(path: string, file: string): Uint8Array {
    try {
      return this.#options.reader.readFile(file)
    } catch (error) {
      throw wrap('unreadable-file', `Cannot read "${path}": ${(error as Error).message}`, error)
    }
  }

  /** The content of a file as text, without a byte order mark. */
  readText(path: string): string {
    return decodeText(this.readFile(path))
  }

  /** What a path in the kustomization names, without any restriction. */
  kind(path: string): PathKind | undefined {
    const absolute = this.#absolute(path)
    const kind = this.#options.reader.kind(absolute)
    this.#options.log.addProbe(absolute, kind)
    return kind
  }

  /** The real path of a file that may be read; throws `file-not-found` or `outside-root`. */
  resolveFile(path: string): string {
    if (isRemoteFile(path)) refuseRemote(path)
    const absolute = this.#absolute(path)
    const { reader, log, loadRestrictor } = this.#options
    const kind = this.kind(path)
    // What names a repository names a file first, if there is one: a vendored "github.com/owner/file.yaml".
    if (kind === undefined) refuseRemote(path)
    if (kind !== 'file') {
      throw fail(
        'file-not-found',
        kind === undefined ? `There is no file "${path}"` : `"${path}" is a folder, not a file`,
      )
    }
    const real = reader.realPath(absolute)
    this.#refuseOutside(path, real)
    log.addProbe(real, kind)
    log.add(loadRestrictor === 'none' ? absolute : real)
    return loadRestrictor === 'none' ? absolute : real
  }

  #absolute(path: string): string {
    return isAbsolute(path) ? path : join(this.root, path)
  }

  #refuseOutside(path: string, real: string): void {
    const { boundary, loadRestrictor } = this.#options
    if (loadRestrictor === 'rootOnly' && !isWithin(real, this.root)) {
      throw fail(
        'outside-root',
        `The file "${path}" must be in or below its kustomization's folder "${this.root}"`,
      )
    }
    if (boundary !== undefined && !isWithin(real, boundary)) {
      throw fail('outside-boundary', `The file "${path}" must be below "${boundary}"`)
    }
  }

  #refuseCycle(root: string): void {
    if (this.isFree(root)) return
    const path = [...this.#visitedRoots(), root].join(' → ')
    throw fail('cycle', `A folder must not contain the kustomization that refers to it: ${path}`)
  }

  /** The folders on the way to this one, the first one first. */
  #visitedRoots(): string[] {
    const before = this.#referrer === undefined ? [] : this.#referrer.#visitedRoots()
    return [...before, this.root]
  }
}

/** Whether a path is a folder or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || folder === sep || path.startsWith(folder + sep)
}

function confirmFolder(path: string, { reader, log, boundary }: LoaderOptions): string {
  const kind = reader.kind(path)
  log.addProbe(path, kind)
  if (kind !== 'directory') throw fail('folder-not-found', `There is no folder "${path}"`)
  const real = reader.realPath(path)
  if (boundary !== undefined && !isWithin(real, boundary)) {
    throw fail('outside-boundary', `The folder "${path}" must be below "${boundary}"`)
  }
  log.addProbe(real, kind)
  log.addFolder(real)
  return real
}

/** Throws for a path that Kustomize would fetch. */
export function refuseRemote(path: string): void {
  if (!isRemote(path)) return
  throw fail(
    'unsupported',
    `Cannot read "${path}" over a network: run "kustomize localize" first and commit its result`,
  )
}

/** A part such as `..base` is more likely two lines of YAML that ran together than a folder. */
function refuseAmbiguous(path: string): void {
  const isAmbiguous = path.split('/').some((part) => part !== '..' && part.includes('..'))
  if (isAmbiguous)
    throw fail(
      'folder-not-found',
      `The path "${path}" is ambiguous: check the indentation of the kustomization`,
    )
}
