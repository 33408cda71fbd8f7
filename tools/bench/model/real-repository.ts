import { existsSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import path from 'node:path'
import { createConfigRepo } from '../config-repos/create-config-repo.ts'
import { createSource } from '../config-repos/create-source.ts'
import { Faults } from '../config-repos/faults.ts'
import { git } from '../config-repos/git.ts'
import type { Command, Step } from './command.ts'
import { observe, type Observed, type Seen } from './observe.ts'
import { perform, type Place } from './perform.ts'
import { history } from './source.ts'
import { environments, services } from './state.ts'

/** What every real repository begins with. */
export interface Template {
  readonly folder: string
  readonly config: string
  readonly source: string
  /** Ids of the source's commits by their names, and the other way round. */
  readonly sources: ReadonlyMap<string, string>
  readonly sourceNames: ReadonlyMap<string, string>
  /** The files that no release may change. */
  readonly others: string
}

/** Makes the source and an empty config repo in a folder, once for many runs. */
export async function createTemplate(folder: string): Promise<Template> {
  const [config, source] = [path.join(folder, 'template.git'), path.join(folder, 'source.git')]
  const sources = await createSource(source, history)
  await createConfigRepo(config, { environments, services, published: ['staging'] })
  // As few files as Git can do with, since they are copied for every state.
  await git(config, ['repack', '-adq'])
  for (const by of ['receive', 'fastimport']) await git(config, ['config', `${by}.unpackLimit`, '1'])
  const sourceNames = new Map([...sources].map(([name, oid]) => [oid, name]))
  const { others } = await observe(config, sourceNames)
  return { folder, config, source, sources, sourceNames, others }
}

/** A bare config repo, with everything that can be done to it. */
export class RealRepository {
  readonly template: Template
  #place: Place
  #seen: Seen | undefined

  private constructor(template: Template, place: Place) {
    this.template = template
    this.#place = place
  }

  /** Where it is, and when. */
  get place(): Place {
    return this.#place
  }

  /** A copy of the template; with `cached`, whoever publishes keeps a folder for the next time. */
  static async create(template: Template, { cached = false } = {}): Promise<RealRepository> {
    const { config, folder, source, sources } = template
    const bare = nextFolder(folder)
    await cp(config, bare, { recursive: true })
    const cache = cached ? `${bare}.cache` : undefined
    const place = { bare, source, sources: Object.fromEntries(sources), cache, clock: 0 }
    return new RealRepository(template, place)
  }

  /** Another one that is as this one is. */
  async copy(): Promise<RealRepository> {
    const { template, place } = this
    const bare = nextFolder(template.folder)
    await cp(place.bare, bare, { recursive: true })
    const cache = place.cache && `${bare}.cache`
    if (place.cache && cache && existsSync(place.cache)) await cp(place.cache, cache, { recursive: true })
    const copy = new RealRepository(template, { ...place, bare, cache })
    copy.#seen = this.#seen
    return copy
  }

  /** Takes its folders away. */
  async remove(): Promise<void> {
    const folders = ['', '.faults', '.cache', '.raced'].map((end) => `${this.place.bare}${end}`)
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
  }

  async observe(): Promise<Observed> {
    const observed = await observe(this.place.bare, this.template.sourceNames, this.#seen)
    this.#seen = observed
    return observed
  }

  /** Does a step, and says what came of it. */
  async perform({ command, killedAt, raced }: Step): Promise<Performed> {
    if (command.verb === 'wait') this.#place = { ...this.#place, clock: this.#place.clock + 1 }
    if (killedAt === undefined && raced === undefined)
      return { outcome: await perform(this.place, command), lost: false }
    const beforePush = raced && (await this.#prepareRace(raced))
    const faults = await Faults.prepare(`${this.place.bare}.faults`, { deadFrom: killedAt, beforePush })
    const outcome = await perform(this.place, command, faults.env)
    if (killedAt === undefined) return { outcome, lost: (await faults.refusedPushes()) > 0 }
    this.#seen = undefined
    return { outcome: ends.has(outcome) ? 'killed' : outcome, lost: false }
  }

  /** What others do is done to a copy, and comes from there in an instant. */
  async #prepareRace(others: readonly Command[]): Promise<string> {
    const { bare } = this.place
    const copy = `${bare}.raced`
    await rm(copy, { recursive: true, force: true })
    await cp(bare, copy, { recursive: true })
    const place = { ...this.place, bare: copy, cache: undefined }
    for (const command of others) await perform(place, command, { GIT_COMMITTER_NAME: 'Others' })
    return `git --git-dir='${bare}' fetch --quiet --prune --update-head-ok '${copy}' '+refs/*:refs/*'\n`
  }
}

/** What came of a step: an outcome, the code of an error, or that it was killed; and whether others were faster than its push. */
export interface Performed {
  readonly outcome: string
  readonly lost: boolean
}

/** What is told when Git does not answer any more. */
const ends = new Set(['git-failed', 'in-doubt'])

let made = 0

function nextFolder(folder: string): string {
  made += 1
  return path.join(folder, `config-${made}.git`)
}
