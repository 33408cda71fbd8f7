import { publish, type ImageToPublish, type PublishOptions } from '@slipway/config-repo'
import { openRepository, type Repository } from '@slipway/git'
import { cp, rm } from 'node:fs/promises'
import path from 'node:path'
import { createConfigRepo } from '../config-repos/create-config-repo.ts'
import { createSource } from '../config-repos/create-source.ts'
import { digestOf } from '../config-repos/digest.ts'
import { importCommits } from '../config-repos/fast-import.ts'
import { prepareFaults } from '../config-repos/faults.ts'
import { git, gitEnvironment } from '../config-repos/git.ts'
import type { Command, Step } from './command.ts'
import { observe, type Observed } from './observe.ts'
import { buildsAt, history } from './source.ts'
import { environments, services, workspace } from './state.ts'

/** What every real repository begins with. */
export interface Template {
  readonly folder: string
  readonly config: string
  readonly source: Repository
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
  return { folder, config, source: await openRepository(source, { env: gitEnvironment }), sources, others }
}

let made = 0

/** A bare config repo, with everything that can be done to it. */
export class RealRepository {
  readonly template: Template
  readonly #bare: string
  readonly #cached: boolean

  private constructor(template: Template, bare: string, cached: boolean) {
    this.template = template
    this.#bare = bare
    this.#cached = cached
  }

  /** A copy of the template; with `cached`, whoever publishes keeps a folder for the next time. */
  static create(template: Template, { cached = false } = {}): Promise<RealRepository> {
    return copyOf(template.config, (bare) => new RealRepository(template, bare, cached), template)
  }

  copy(): Promise<RealRepository> {
    return copyOf(this.#bare, (bare) => new RealRepository(this.template, bare, this.#cached), this.template)
  }

  /** Takes its folders away. */
  async remove(): Promise<void> {
    const folders = ['', '.faults', '.cache', '.raced'].map((end) => `${this.#bare}${end}`)
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
  }

  observe(): Promise<Observed> {
    return observe(this.#bare, this.template.sources)
  }

  /** Does a step, and says what came of it: an outcome, the code of an error, or that it was killed. */
  async perform({ command, killedAt, raced }: Step): Promise<string> {
    if (killedAt === undefined && raced === undefined) return this.#do(command, {})
    const beforePush = raced && (await this.#prepareRace(raced))
    const variables = await prepareFaults(`${this.#bare}.faults`, { deadFrom: killedAt, beforePush })
    const outcome = await this.#do(command, variables)
    return killedAt !== undefined && outcome === 'git-failed' ? 'killed' : outcome
  }

  /** What others do is done to a copy, and comes from there in an instant. */
  async #prepareRace(others: readonly Command[]): Promise<string> {
    const copy = `${this.#bare}.raced`
    await rm(copy, { recursive: true, force: true })
    await cp(this.#bare, copy, { recursive: true })
    const other = new RealRepository(this.template, copy, false)
    for (const command of others) await other.#do(command, {})
    return `git --git-dir='${this.#bare}' fetch --quiet --update-head-ok '${copy}' '+refs/*:refs/*'\n`
  }

  async #do(command: Command, variables: Record<string, string>): Promise<string> {
    switch (command.verb) {
      case 'publish':
        return this.#publish(command.source, command.environment, variables)
      case 'edit':
        return this.#edit(command.slot, command.digest)
      case 'revert':
        return this.#revert()
    }
  }

  async #publish(name: string, environment: string, variables: Record<string, string>): Promise<string> {
    const { source, sources } = this.template
    const images = Object.entries(buildsAt(name)).map(([service, build]) => imageOf(service, build))
    const request = {
      location: { url: this.#bare, branch: 'main', folder: '' },
      environments: [environment],
      workspace,
      source: { repository: 'https://example.test/shop.git', commit: sources.get(name) ?? '' },
      images,
      sourceRepository: source,
    }
    return outcomeOf(async () => (await publish(request, this.#options(variables))).plan.outcome)
  }

  #options(variables: Record<string, string>): PublishOptions {
    return {
      git: { env: { ...gitEnvironment, ...variables } },
      wait: atOnce,
      ...(this.#cached && { cache: `${this.#bare}.cache` }),
    }
  }

  async #edit(slot: string, digest: string): Promise<string> {
    const file = `overlays/${slot}/kustomization.yaml`
    const text = await git(this.#bare, ['show', `main:${file}`])
    const edited = text.replace(/^( +)(digest|newTag): .*$/m, `$1digest: ${digestOf(digest)}`)
    if (edited !== text) await this.#commit({ message: 'By hand', files: { [file]: `${edited}\n` } })
    return 'done'
  }

  async #revert(): Promise<string> {
    const trees = await git(this.#bare, ['log', '-2', '--format=%T', 'main'])
    const tree = trees.split('\n')[1]
    if (tree !== undefined) await this.#commit({ message: 'Revert', tree })
    return 'done'
  }

  async #commit(commit: { message: string; tree?: string; files?: Record<string, string> }): Promise<void> {
    await importCommits(this.#bare, [{ ref: 'refs/heads/main', parents: ['refs/heads/main^0'], ...commit }])
  }
}

async function copyOf(
  from: string,
  make: (bare: string) => RealRepository,
  { folder }: Template,
): Promise<RealRepository> {
  made += 1
  const bare = path.join(folder, `config-${made}.git`)
  await cp(from, bare, { recursive: true })
  return make(bare)
}

function imageOf(service: string, build: string): ImageToPublish {
  const inputs = digestOf(`inputs of ${build}`)
  return { service, image: `ghcr.io/acme/${service}`, digest: digestOf(build), inputs }
}

async function outcomeOf(action: () => Promise<string>): Promise<string> {
  try {
    return await action()
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code)
    throw error
  }
}

async function atOnce(): Promise<void> {}
