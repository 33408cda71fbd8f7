import { GitError } from '../git-error.ts'
import { idLength, type GitObject } from '../object/git-object.ts'
import { historyNote, noteIn } from '../object/note.ts'
import { storeOf } from '../object/object-store.ts'
import { encodeName, readTreeObject, treeMode, type TreeItem } from '../object/tree-object.ts'
import { isOid, type Oid } from '../oid.ts'
import { rootTree } from '../read/root-tree.ts'
import type { GitContext } from '../run/run-git.ts'
import { WireError } from '../wire/packet.ts'
import { GitSource } from './git-source.ts'
import { openSource } from './open-source.ts'
import type { ObjectSource } from './object-source.ts'

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
  readonly #context: GitContext
  readonly #url: string
  #source: Promise<ObjectSource> | undefined
  /** The end of all that was asked before. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(context: GitContext, url: string) {
    this.#context = context
    this.#url = url
  }

  /** Fetches the commits that refs point to now, by their local names: see `ObjectSource`. */
  async fetchTips(refspecs: readonly string[]): Promise<Map<string, Oid>> {
    return this.#inTurn(async () => {
      // A server's program lists the refs of the moment in which it first did so, for as long as it runs.
      await this.#close()
      return this.#use((source) => source.fetchTips(refspecs))
    })
  }

  /** Fetches the folders on the way to paths. */
  async bringFolders(commit: Oid, paths: readonly string[]): Promise<void> {
    await this.#findItems(commit, paths)
  }

  /** The files in these folders (`''` is everything), at any depth, in the order of their paths' bytes. */
  async listFiles(commit: Oid, folders: readonly string[]): Promise<RemoteFile[]> {
    const items = await this.#findItems(commit, folders)
    const files: RemoteFile[] = []
    let level = new Map<string, Oid>()
    for (const [path, { mode, oid }] of items) {
      if (mode === treeMode) level.set(path, oid)
      else if (isFile(mode)) files.push({ path, mode, oid })
    }
    while (level.size > 0) {
      const trees = await this.#readTrees([...new Set(level.values())], true)
      const paths = [...level.values()].reduce(
        (sum, tree) => sum + (trees.get(tree)?.size ?? 0),
        files.length,
      )
      if (paths > mostPaths) throw tooMany()
      const next = new Map<string, Oid>()
      for (const [folder, tree] of level) {
        for (const [name, { mode, oid }] of trees.get(tree) ?? []) {
          const path = join(folder, decodeName(name))
          if (mode === treeMode) next.set(path, oid)
          else if (isFile(mode)) files.push({ path, mode, oid })
        }
      }
      level = next
    }
    return files.toSorted((one, other) => Buffer.compare(Buffer.from(one.path), Buffer.from(other.path)))
  }

  /** Fetches a commit, which a branch has, with its whole history and all folders; with a shared folder, what is new since last time. */
  async fetchHistory(branch: string, commit: Oid): Promise<void> {
    const note = noteIn(storeOf(this.#context), historyNote)
    if ((await note.read()).includes(commit)) return
    await this.#inTurn(() => this.#use((source) => source.fetchHistory(branch, commit)))
  }

  /** The contents of files, in the order of their ids. Throws `missing-object`. */
  async readBlobs(oids: readonly Oid[]): Promise<Buffer[]> {
    const contents = await this.#read(oids, false)
    return oids.map((oid) => (contents.get(oid) ?? failMissing(oid)).content)
  }

  /** The contents of the files at these paths, where there are any. */
  async readFiles(commit: Oid, paths: readonly string[]): Promise<Map<string, Buffer>> {
    const items = await this.#findItems(commit, paths, { contents: true })
    const files = [...items].filter(([, { mode }]) => isFile(mode))
    const contents = await this.readBlobs(files.map(([, { oid }]) => oid))
    return new Map(files.map(([path], index) => [path, contents[index] ?? Buffer.alloc(0)]))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inTurn(() => this.#close())
  }

  async #close(): Promise<void> {
    const source = await this.#source?.catch(() => undefined)
    this.#source = undefined
    await source?.[Symbol.asyncDispose]()
  }

  /** What lies at paths, level by level: all folders of one depth come together, and with them `contents` of files that were found above. */
  async #findItems(
    commit: Oid,
    paths: readonly string[],
    { contents: wantsContents = false } = {},
  ): Promise<Map<string, TreeItem>> {
    const found = await this.#inTurn(() => rootTree(storeOf(this.#context), commit))
    const root = found ?? failMissing(commit)
    const known = new Map<string, TreeItem>([['', { mode: treeMode, oid: root }]])
    const wanted = [...new Set(paths)].map((path) => path.split('/').filter(Boolean))
    const depth = Math.max(0, ...wanted.map((names) => names.length))
    let ready: Oid[] = []
    for (let level = 0; level < depth; level += 1) {
      const folders = new Set(
        wanted.filter((names) => names.length > level).map((names) => names.slice(0, level).join('/')),
      )
      const trees = [...folders].flatMap((folder) => {
        const item = known.get(folder)
        return item?.mode === treeMode ? [[folder, item.oid] as const] : []
      })
      if (ready.length > 0) await this.#read([...trees.map(([, oid]) => oid), ...ready], false)
      const contents = await this.#readTrees(
        trees.map(([, oid]) => oid),
        false,
      )
      ready = []
      const oidOf = new Map(trees)
      for (const names of wanted) {
        if (names.length <= level) continue
        const oid = oidOf.get(names.slice(0, level).join('/'))
        const item = oid && contents.get(oid)?.get(encodeName(names[level] ?? ''))
        if (!item) continue
        known.set(names.slice(0, level + 1).join('/'), item)
        if (wantsContents && isFile(item.mode)) ready.push(item.oid)
      }
    }
    return new Map(
      wanted.flatMap((names) => {
        const path = names.join('/')
        const item = known.get(path)
        return item ? [[path, item] as const] : []
      }),
    )
  }

  async #readTrees(oids: readonly Oid[], deep: boolean): Promise<Map<Oid, Map<string, TreeItem>>> {
    const length = idLength(storeOf(this.#context).folders.format)
    const trees = await this.#read(oids, deep)
    return new Map(
      [...trees].map(([oid, { type, content }]) => [
        oid,
        type === 'tree' ? readTreeObject(content, length) : failMissing(oid),
      ]),
    )
  }

  /** Also what is here is read in turn: while Git fetches, a repository is a partial clone, which looks elsewhere for what it lacks. */
  #read(oids: readonly Oid[], deep: boolean): Promise<Map<Oid, GitObject>> {
    return this.#inTurn(() => this.#readAlone(oids, deep))
  }

  async #readAlone(oids: readonly Oid[], deep: boolean): Promise<Map<Oid, GitObject>> {
    const store = storeOf(this.#context)
    const found = await store.read(oids)
    const missing = oids.filter((oid) => !found.has(oid))
    if (missing.length === 0) return found
    for (const oid of missing) if (!isOid(oid)) failMissing(oid)
    await this.#use((source) => source.bring(missing, { deep }))
    const brought = await store.read(missing)
    // A folder that did not come would look like an empty one, and a hold in it like none.
    for (const oid of missing) if (!brought.has(oid)) failMissing(oid)
    return new Map([...found, ...brought])
  }

  /** A connection has one conversation at a time. */
  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(action)
    this.#turn = done.catch(() => undefined)
    return done
  }

  /** One connection for everything. When it breaks, or the server does not speak as we do, Git itself fetches from there on. */
  async #use<T>(action: (source: ObjectSource) => Promise<T>): Promise<T> {
    this.#source ??= openSource(this.#context, this.#url)
    const source = await this.#source
    try {
      return await action(source)
    } catch (error) {
      if (!(error instanceof WireError || error instanceof RangeError)) throw error
      await source[Symbol.asyncDispose]()
      const other = new GitSource(this.#context, this.#url)
      this.#source = Promise.resolve(other)
      return action(other)
    }
  }
}

function failMissing(oid: Oid): never {
  throw new GitError('missing-object', `Cannot read "${oid}": the server did not send it`)
}

/** A few folders that are in each other, each twice, have more paths than any memory. */
const mostPaths = 1_000_000

function tooMany(): GitError {
  return new GitError('failed', `Cannot list the files of a commit: wanted at most ${mostPaths}, found more`)
}

/** Neither a folder nor a place for another repository. */
function isFile(mode: string): boolean {
  return mode !== treeMode && mode !== '160000'
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function decodeName(name: string): string {
  return Buffer.from(name, 'latin1').toString('utf8')
}
