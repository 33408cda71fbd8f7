import { appendFile } from 'node:fs/promises'
import path from 'node:path'
import { GitError } from '../git-error.ts'
import { storePack } from '../object/store-pack.ts'
import { historyNote, noteIn } from '../object/note.ts'
import { storeOf, type ObjectStore } from '../object/object-store.ts'
import type { Oid } from '../oid.ts'
import { parseCommit } from '../read/commit.ts'
import type { GitContext } from '../run/run-git.ts'
import type { FetchRequest, Session } from '../wire/session.ts'
import { sidesOf, type ObjectSource } from './object-source.ts'

/** Brings objects over one connection, each by its id: what is here already is not asked for. */
export class DirectSource implements ObjectSource {
  readonly #context: GitContext
  readonly #session: Session

  constructor(context: GitContext, session: Session) {
    this.#context = context
    this.#session = session
  }

  async fetchTips(refspecs: readonly string[]): Promise<Map<string, Oid>> {
    const sides = refspecs.map(sidesOf)
    const refs = await this.#session.listRefs(sides.map(({ there }) => there.replace(/\*$/, '')))
    const tips = new Map(sides.flatMap((side) => matching(refs, side)))
    const store = storeOf(this.#context)
    await this.#bringCommits(store, [...new Set(tips.values())])
    await this.#cutHistory(store, [...tips.values()])
    return tips
  }

  async fetchHistory(_branch: string, commit: Oid): Promise<void> {
    const store = storeOf(this.#context)
    const note = noteIn(store, historyNote)
    const haves = await note.read()
    await this.#fetch(store, { wants: [commit], haves, filter: 'blob:none' })
    await note.write([commit, ...haves].slice(0, notedTips))
  }

  async bring(oids: readonly Oid[], { deep = false } = {}): Promise<void> {
    const store = storeOf(this.#context)
    const here = await store.read(oids)
    const wants = [...new Set(oids)].filter((oid) => !here.has(oid))
    if (wants.length > 0) await this.#fetch(store, { wants, filter: deep ? 'blob:none' : 'tree:0' })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.close()
  }

  /** From a server that can leave nothing out comes everything, but no more than what is new since the last time. */
  async #bringCommits(store: ObjectStore, oids: readonly Oid[]): Promise<void> {
    const here = await store.read(oids)
    const wants = oids.filter((oid) => !here.has(oid))
    if (wants.length === 0) return
    if (this.#session.can('filter')) return this.#fetch(store, { wants, depth: 1, filter: 'tree:0' })
    const whole = noteIn(store, 'whole')
    await this.#fetch(store, { wants, depth: 1, haves: await whole.read() })
    await whole.write(wants)
  }

  async #fetch(store: ObjectStore, request: FetchRequest): Promise<void> {
    await storePack(this.#context, store, await this.#session.fetch(request))
  }

  /** Tells Git where history ends here, or it would look for what is not here. */
  async #cutHistory(store: ObjectStore, oids: readonly Oid[]): Promise<void> {
    const commits = await store.read(oids)
    const cut = [...commits].filter(
      ([, { type, content }]) => type === 'commit' && parseCommit(content).parents.length > 0,
    )
    const lines = cut.map(([oid]) => `${oid}\n`)
    if (lines.length > 0) await appendFile(path.join(this.#context.directory, 'shallow'), lines.join(''))
  }
}

/** Of the branch and of some that are under review. */
const notedTips = 8

function matching(
  refs: ReadonlyMap<string, Oid>,
  { there, here }: { there: string; here: string },
): [string, Oid][] {
  if (there.endsWith('*')) {
    const beginning = there.slice(0, -1)
    return [...refs]
      .filter(([name]) => name.startsWith(beginning))
      .map(([name, oid]) => [here.replace(/\*$/, () => name.slice(beginning.length)), oid])
  }
  const oid = refs.get(there)
  if (oid !== undefined) return [[here, oid]]
  throw new GitError('unknown-revision', `Cannot fetch "${there}": the server does not have it`, {
    stderr: `fatal: couldn't find remote ref ${there}`,
  })
}
