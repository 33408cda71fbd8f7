import { GitError } from '../git-error.ts'
import { idLength, type GitObject } from '../object/git-object.ts'
import { historyNote, noteIn } from '../object/note.ts'
import { storeOf } from '../object/object-store.ts'
import { readTreeObject, type TreeItem } from '../object/tree-object.ts'
import { isOid, type Oid } from '../oid.ts'
import { rootTree } from '../read/root-tree.ts'
import type { GitContext } from '../run/run-git.ts'
import { WireError } from '../wire/packet.ts'
import { GitSource } from './git-source.ts'
import type { ObjectSource } from './object-source.ts'
import { openSource } from './open-source.ts'

/**
 * The objects of a repository elsewhere by their ids: what is not here is brought, over one connection. Also what is here is read in turn: while
 * Git fetches, a repository is a partial clone, which looks elsewhere for what it lacks. Every method throws GitError.
 */
export class RemoteObjects implements AsyncDisposable {
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
  fetchTips(refspecs: readonly string[]): Promise<Map<string, Oid>> {
    return this.#inTurn(async () => {
      // A server's program lists the refs of the moment in which it first did so, for as long as it runs.
      await this.#close()
      return this.#use((source) => source.fetchTips(refspecs))
    })
  }

  /** Fetches a commit, which a branch has, with its whole history and all folders; with a shared folder, what is new since last time. */
  async fetchHistory(branch: string, commit: Oid): Promise<void> {
    const note = noteIn(storeOf(this.#context), historyNote)
    if ((await note.read()).includes(commit)) return
    await this.#inTurn(() => this.#use((source) => source.fetchHistory(branch, commit)))
  }

  /** The tree of a commit that is here. Throws `missing-object`. */
  async rootOf(commit: Oid): Promise<Oid> {
    const root = await this.#inTurn(() => rootTree(storeOf(this.#context), commit))
    return root ?? failMissing(commit)
  }

  /** The objects with these ids; `deep` brings also the folders in folders, at any depth. Throws `missing-object`. */
  read(oids: readonly Oid[], { deep = false } = {}): Promise<Map<Oid, GitObject>> {
    return this.#inTurn(async () => {
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
    })
  }

  /** What is in the folders with these ids, by the bytes of the names. Throws `missing-object`. */
  async readTrees(
    oids: readonly Oid[],
    options?: { deep?: boolean },
  ): Promise<Map<Oid, Map<string, TreeItem>>> {
    const length = idLength(storeOf(this.#context).folders.format)
    const trees = await this.read(oids, options)
    return new Map(
      [...trees].map(([oid, { type, content }]) => [
        oid,
        type === 'tree' ? readTreeObject(content, length) : failMissing(oid),
      ]),
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inTurn(() => this.#close())
  }

  async #close(): Promise<void> {
    const source = await this.#source?.catch(() => undefined)
    this.#source = undefined
    await source?.[Symbol.asyncDispose]()
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
