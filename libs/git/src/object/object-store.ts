import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { isOid, type Oid } from '../oid.ts'
import type { GitContext } from '../run/run-git.ts'
import { configOf } from '../run/config.ts'
import { catFile } from './cat-file.ts'
import { objectId, type GitObject, type ObjectFormat, type ObjectType } from './git-object.ts'
import { listObjects } from './list-objects.ts'
import { hasLoose, readLoose, writeLoose } from './loose-object.ts'

/** Where a repository's objects lie. */
export interface ObjectFolders {
  readonly own: string
  /** A folder that several repositories share; new objects go there. */
  readonly shared?: string | undefined
  readonly format: ObjectFormat
  /** Whether nobody but us puts objects there, so that files of their own are worth a look before Git is asked. */
  readonly ours: boolean
}

/** The objects of a repository: read from the files where that is possible, and by one process of Git where they are packed. */
export class ObjectStore {
  readonly folders: ObjectFolders
  readonly #context: GitContext
  /** What was read or written in this process, and is not large. */
  readonly #known = new Map<Oid, GitObject>()

  constructor(context: GitContext, folders: ObjectFolders) {
    this.#context = context
    this.folders = folders
  }

  /** The objects with these ids; one that is not here is left out. */
  async read(oids: readonly Oid[]): Promise<Map<Oid, GitObject>> {
    const found = new Map<Oid, GitObject>()
    for (const oid of oids) {
      const known = this.#known.get(oid)
      if (known) found.set(oid, known)
    }
    // What a server or an object calls an id becomes the name of a file, and a word that Git looks up.
    const missing = () => [...new Set(oids)].filter((oid) => !found.has(oid) && isOid(oid))
    const few = missing().length <= fewObjects
    if (this.folders.ours && few) await this.#readLoose(missing(), found)
    const rest = missing()
    if (rest.length > 0 && (!this.folders.ours || !few || (await this.#hasPacks()))) {
      for (const [oid, object] of await catFile(this.#context, await this.#withoutPromised(rest)))
        found.set(oid, object)
    }
    for (const [oid, object] of found) this.#remember(oid, object)
    return found
  }

  /** Stores an object, and gives its id. */
  async write(type: ObjectType, content: Buffer): Promise<Oid> {
    const oid = objectId({ type, content }, this.folders.format)
    await this.put(oid, { type, content })
    return oid
  }

  /** Stores an object whose id is known. */
  async put(oid: Oid, object: GitObject): Promise<void> {
    if (this.#known.has(oid)) return
    const { own, shared } = this.folders
    await writeLoose(shared ?? own, oid, object)
    this.#remember(oid, object)
  }

  /** Copies objects that Git made in this repository to the shared folder. */
  async share(oids: readonly Oid[]): Promise<void> {
    const { own, shared } = this.folders
    if (shared === undefined) return
    for (const oid of oids) {
      if (!(await hasLoose(own, oid))) continue
      const object = await readLoose(own, oid, this.folders.format)
      if (object) await writeLoose(shared, oid, object)
    }
  }

  async #readLoose(oids: readonly Oid[], found: Map<Oid, GitObject>): Promise<void> {
    const { own, shared, format } = this.folders
    await Promise.all(
      oids.map(async (oid) => {
        const object =
          (shared === undefined ? undefined : await readLoose(shared, oid, format)) ??
          (await readLoose(own, oid, format))
        if (object) found.set(oid, object)
      }),
    )
  }

  /**
   * A repository of ours that takes the configuration of a partial clone would fetch each missing object from that one's server, which has
   * none of them.
   */
  async #withoutPromised(oids: readonly Oid[]): Promise<readonly Oid[]> {
    if (!this.folders.ours) return oids
    const config = await configOf(this.#context)
    if (![...config.keys()].some((key) => promise.test(key))) return oids
    const here = await listObjects(this.#context)
    return oids.filter((oid) => here.has(oid))
  }

  async #hasPacks(): Promise<boolean> {
    const { own, shared } = this.folders
    for (const folder of shared === undefined ? [own] : [shared, own]) {
      const names = await readdir(path.join(folder, 'pack')).catch(() => [])
      if (names.some((name) => name.endsWith('.idx'))) return true
    }
    return false
  }

  #remember(oid: Oid, object: GitObject): void {
    if (object.content.length <= largestKnown) this.#known.set(oid, object)
  }
}

const promise = /^remote\..*\.(promisor|partialclonefilter)$/s

/** More than that are asked of Git at once. */
const fewObjects = 64

const largestKnown = 1_000_000

const stores = new WeakMap<GitContext, ObjectStore>()

/** The objects of a repository that was opened or made here. */
export function storeOf(context: GitContext): ObjectStore {
  const store = stores.get(context)
  if (!store) throw new Error(`Wanted the repository "${context.directory}" to be open`)
  return store
}

/** Says where the objects of a repository lie. */
export function setStore(context: GitContext, folders: ObjectFolders): void {
  stores.set(context, new ObjectStore(context, folders))
}
