import type { FileChanges } from '../change/change.ts'
import { pathInRepository } from '../remote/location.ts'

/** One file as Git keeps it. */
export interface TreeFile {
  /** Tells its content from another: the id of its blob, or the text itself. */
  readonly id: string
  /** A symbolic link, whose content is where it leads. */
  readonly isLink: boolean
  /** `undefined` for a file that nothing has asked for. */
  readonly content: Uint8Array | undefined
}

/** What a path leads to, links followed: `outside` of the tree, or nowhere. */
export type Resolved = { readonly path: string; readonly kind: 'file' | 'directory' } | 'outside' | undefined

const longestChain = 40

/** The files of a repository at one moment, by their path in it. */
export class FileTree {
  /** The folder of the config repo in the repository, `''` for its root. */
  readonly folder: string
  readonly #files = new Map<string, TreeFile>()
  readonly #folders = new Set([''])
  #hasLinks = false

  constructor(folder: string, files: Iterable<readonly [path: string, file: TreeFile]> = []) {
    this.folder = folder
    for (const [path, file] of files) this.set(path, file)
  }

  /** The same files with some of the config repo's changed, by their path in it. */
  with(changes: FileChanges): FileTree {
    const changed = new Map(
      Object.entries(changes).map(([path, text]) => [pathInRepository(this, path), text] as const),
    )
    const kept = [...this.#files].filter(([path]) => !changed.has(path))
    const added = [...changed].flatMap(([path, text]) =>
      text === null ? [] : [[path, fileOf(text)] as const],
    )
    return new FileTree(this.folder, [...kept, ...added])
  }

  get files(): ReadonlyMap<string, TreeFile> {
    return this.#files
  }

  /** Takes a file over; later ones replace earlier ones. */
  set(path: string, file: TreeFile): void {
    this.#files.set(path, file)
    this.#hasLinks ||= file.isLink
    for (let folder = parentOf(path); !this.#folders.has(folder); folder = parentOf(folder)) {
      this.#folders.add(folder)
    }
  }

  /** What a path leads to. */
  resolve(path: string): Resolved {
    if (!this.#hasLinks) return this.#found(path)
    const real = this.#follow(path)
    return real === undefined || real === 'outside' ? real : this.#found(real.path)
  }

  #found(path: string): Resolved {
    if (this.#files.has(path)) return { path, kind: 'file' }
    return this.#folders.has(path) ? { path, kind: 'directory' } : undefined
  }

  /** Name by name, as a link may stand anywhere on the way and may lead to another. */
  #follow(path: string): { path: string } | 'outside' | undefined {
    const left = path.split('/')
    const names: string[] = []
    for (let links = 0; left.length > 0;) {
      const name = left.shift() ?? ''
      if (name === '' || name === '.') continue
      if (name === '..' && names.length === 0) return 'outside'
      if (name === '..') names.pop()
      else names.push(name)
      const file = this.#files.get(names.join('/'))
      if (name === '..' || !file?.isLink) continue
      links += 1
      if (links > longestChain) return undefined
      const target = Buffer.from(file.content ?? []).toString('utf8')
      if (target.startsWith('/')) return 'outside'
      names.pop()
      left.unshift(...target.split('/'))
    }
    return { path: names.join('/') }
  }
}

/** A text as a file of a tree. */
export function fileOf(text: string): TreeFile {
  return { id: `text:${text}`, isLink: false, content: Buffer.from(text) }
}

/** The paths at which two trees differ, sorted; `hasLinks` when one of the files is a link, which may stand for many paths. */
export function changedPaths(before: FileTree, after: FileTree): { paths: string[]; hasLinks: boolean } {
  const every = new Set([...before.files.keys(), ...after.files.keys()])
  const paths = [...every].filter((path) => !isSame(before.files.get(path), after.files.get(path)))
  const hasLinks = paths.some((path) => before.files.get(path)?.isLink || after.files.get(path)?.isLink)
  return { paths: paths.toSorted(), hasLinks }
}

/** Ids of different kinds, as of a commit and of a text that is not committed, say nothing: then the contents count. */
function isSame(one: TreeFile | undefined, other: TreeFile | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  if (one.isLink !== other.isLink) return false
  if (one.id === other.id) return true
  return one.content !== undefined && other.content !== undefined
    ? Buffer.from(one.content).equals(other.content)
    : false
}

function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}
