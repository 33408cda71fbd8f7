import { existsSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import path from 'node:path'
import { createConfigRepo } from '../config-repos/create-config-repo.ts'
import { createSource } from '../config-repos/create-source.ts'
import { prepareFaults } from '../config-repos/faults.ts'
import type { Command, Step } from './command.ts'
import { observe, type Observed } from './observe.ts'
import { perform, type Place } from './perform.ts'
import { history } from './source.ts'
import { environments, services } from './state.ts'

/** What every real repository begins with. */
export interface Template {
  readonly folder: string
  readonly config: string
  readonly source: string
  /** Ids of the source's commits by their names. */
  readonly sources: ReadonlyMap<string, string>
  /** The files that no release may change. */
  readonly others: string
}

/** Makes the source and an empty config repo in a folder, once for many runs. */
export async function createTemplate(folder: string): Promise<Template> {
  const [config, source] = [path.join(folder, 'template.git'), path.join(folder, 'source.git')]
  const sources = await createSource(source, history)
  await createConfigRepo(config, { environments, services })
  const { others } = await observe(config, sources)
  return { folder, config, source, sources, others }
}

let made = 0

/** A bare config repo, with everything that can be done to it. */
export class RealRepository {
  readonly template: Template
  readonly place: Place

  constructor(template: Template, place: Place) {
    this.template = template
    this.place = place
  }

  /** A copy of the template; with `cached`, whoever publishes keeps a folder for the next time. */
  static create(template: Template, { cached = false } = {}): Promise<RealRepository> {
    return copyOf(template, template.config, cached)
  }

  /** Another one that is as this one is. */
  async copy(): Promise<RealRepository> {
    const { bare, cache } = this.place
    const copy = await copyOf(this.template, bare, cache !== undefined)
    if (cache && existsSync(cache)) await cp(cache, copy.place.cache ?? '', { recursive: true })
    return copy
  }

  /** Takes its folders away. */
  async remove(): Promise<void> {
    const folders = ['', '.faults', '.cache', '.raced'].map((end) => `${this.place.bare}${end}`)
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
  }

  observe(): Promise<Observed> {
    return observe(this.place.bare, this.template.sources)
  }

  /** Does a step, and says what came of it: an outcome, the code of an error, or that it was killed. */
  async perform({ command, killedAt, raced }: Step): Promise<string> {
    if (killedAt === undefined && raced === undefined) return perform(this.place, command)
    const beforePush = raced && (await this.#prepareRace(raced))
    const env = await prepareFaults(`${this.place.bare}.faults`, { deadFrom: killedAt, beforePush })
    const outcome = await perform(this.place, command, env)
    return killedAt !== undefined && ends.has(outcome) ? 'killed' : outcome
  }

  /** What others do is done to a copy, and comes from there in an instant. */
  async #prepareRace(others: readonly Command[]): Promise<string> {
    const { bare } = this.place
    const copy = `${bare}.raced`
    await rm(copy, { recursive: true, force: true })
    await cp(bare, copy, { recursive: true })
    for (const command of others) await perform({ ...this.place, bare: copy, cache: undefined }, command)
    return `git --git-dir='${bare}' fetch --quiet --update-head-ok '${copy}' '+refs/*:refs/*'\n`
  }
}

/** What is told when Git does not answer any more. */
const ends = new Set(['git-failed', 'in-doubt'])

async function copyOf(template: Template, from: string, cached: boolean): Promise<RealRepository> {
  made += 1
  const bare = path.join(template.folder, `config-${made}.git`)
  await cp(from, bare, { recursive: true })
  const { source, sources } = template
  const cache = cached ? `${bare}.cache` : undefined
  return new RealRepository(template, { bare, source, sources: Object.fromEntries(sources), cache })
}
