import { GitError } from '../git-error.ts'
import { encodeName, treeMode, type TreeItem } from '../object/tree-object.ts'
import type { Oid } from '../oid.ts'
import type { GitContext } from '../run/run-git.ts'
import { RemoteObjects } from './remote-objects.ts'

/** A file of a commit. */
export interface RemoteFile {
  readonly path: string
  readonly mode: string
  readonly oid: Oid
}

/**
 * Reads a repository elsewhere by path, and fetches only what it reads: commits without history, the folders on the way to a file, level
 * by level, and the file. What is here from before is not fetched again. Every method throws GitError.
 */
export class RemoteReader implements AsyncDisposable {
  readonly #objects: RemoteObjects

  constructor(context: GitContext, url: string) {
    this.#objects = new RemoteObjects(context, url)
  }

  /** Fetches the commits that refs point to now, by their local names: see `ObjectSource`. */
  fetchTips(refspecs: readonly string[]): Promise<Map<string, Oid>> {
    return this.#objects.fetchTips(refspecs)
  }

  /** Fetches a commit, which a branch has, with its whole history and all folders; with a shared folder, what is new since last time. */
  fetchHistory(branch: string, commit: Oid): Promise<void> {
    return this.#objects.fetchHistory(branch, commit)
  }

  /** Fetches the folders on the way to paths. */
  async bringFolders(commit: Oid, paths: readonly string[]): Promise<void> {
    await this.#findItems(commit, paths)
  }

  /** The files in these folders (`''` is everything), at any depth, in the order of their paths' bytes. */
  async listFiles(commit: Oid, folders: readonly string[]): Promise<RemoteFile[]> {
    const files: RemoteFile[] = []
    let level = await this.#findItems(commit, folders)
    while (level.size > 0) {
      for (const file of filesIn(level)) files.push(file)
      const inside = foldersIn(level)
      const trees = await this.#objects.readTrees([...new Set(inside.values())], { deep: true })
      const count = [...inside.values()].reduce((sum, oid) => sum + (trees.get(oid)?.size ?? 0), files.length)
      if (count > mostPaths) throw tooMany()
      level = new Map()
      for (const [folder, oid] of inside)
        for (const [name, item] of trees.get(oid) ?? []) level.set(join(folder, decodeName(name)), item)
    }
    return files.toSorted((one, other) => Buffer.compare(Buffer.from(one.path), Buffer.from(other.path)))
  }

  /** The contents of files, in the order of their ids. Throws `missing-object`. */
  async readBlobs(oids: readonly Oid[]): Promise<Buffer[]> {
    const found = await this.#objects.read(oids)
    return oids.flatMap((oid) => found.get(oid)?.content ?? [])
  }

  /** The contents of the files at these paths, where there are any. */
  async readFiles(commit: Oid, paths: readonly string[]): Promise<Map<string, Buffer>> {
    const files = filesIn(await this.#findItems(commit, paths, { contents: true }))
    const contents = await this.readBlobs(files.map(({ oid }) => oid))
    return new Map(contents.map((content, index) => [files[index]?.path ?? '', content]))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#objects[Symbol.asyncDispose]()
  }

  /** What lies at paths, level by level: all folders of one depth come together, and with them `contents` of files that were found above. */
  async #findItems(
    commit: Oid,
    paths: readonly string[],
    { contents = false } = {},
  ): Promise<Map<string, TreeItem>> {
    const known = new Map<string, TreeItem>([
      ['', { mode: treeMode, oid: await this.#objects.rootOf(commit) }],
    ])
    const wanted = [...new Set(paths)].map((path) => path.split('/').filter(Boolean))
    const depth = Math.max(0, ...wanted.map((names) => names.length))
    let files: readonly RemoteFile[] = []
    for (let level = 0; level < depth; level += 1) {
      const deeper = wanted.filter((names) => names.length > level)
      const found = await this.#descend(known, deeper, { level, along: contents ? files : [] })
      for (const [path, item] of found) known.set(path, item)
      files = filesIn(found)
    }
    const ends = wanted.map((names) => names.join('/'))
    return new Map(ends.flatMap((path) => itemAt(known, path)))
  }

  /** What the folders of one depth have of the names that lead on; the files `along` come in the same round trip. */
  async #descend(
    known: ReadonlyMap<string, TreeItem>,
    wanted: readonly (readonly string[])[],
    { level, along }: { level: number; along: readonly RemoteFile[] },
  ): Promise<Map<string, TreeItem>> {
    const parents = new Set(wanted.map((names) => names.slice(0, level).join('/')))
    const folders = foldersIn(new Map([...parents].flatMap((path) => itemAt(known, path))))
    if (along.length > 0) await this.#objects.read([...folders.values(), ...along.map(({ oid }) => oid)])
    const trees = await this.#objects.readTrees([...folders.values()])
    const found = new Map<string, TreeItem>()
    for (const names of wanted) {
      const folder = folders.get(names.slice(0, level).join('/'))
      const item = folder && trees.get(folder)?.get(encodeName(names[level] ?? ''))
      if (item) found.set(names.slice(0, level + 1).join('/'), item)
    }
    return found
  }
}

function itemAt(items: ReadonlyMap<string, TreeItem>, path: string): [path: string, item: TreeItem][] {
  const item = items.get(path)
  return item ? [[path, item]] : []
}

/** Neither a folder nor a place for another repository. */
function filesIn(items: ReadonlyMap<string, TreeItem>): RemoteFile[] {
  return [...items].flatMap(([path, { mode, oid }]) =>
    mode === treeMode || mode === '160000' ? [] : [{ path, mode, oid }],
  )
}

/** The ids of folders, by path. */
function foldersIn(items: ReadonlyMap<string, TreeItem>): Map<string, Oid> {
  return new Map(
    [...items].flatMap(([path, { mode, oid }]) => (mode === treeMode ? [[path, oid] as const] : [])),
  )
}

/** A few folders that are in each other, each twice, have more paths than any memory. */
const mostPaths = 1_000_000

function tooMany(): GitError {
  return new GitError('failed', `Cannot list the files of a commit: wanted at most ${mostPaths}, found more`)
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function decodeName(name: string): string {
  return Buffer.from(name, 'latin1').toString('utf8')
}
