import { openRepository } from '@slipway/git'
import {
  createBareRepository,
  git,
  gitEnvironment,
  importHistory,
  temporaryDirectory,
  writeFiles,
} from '@slipway/testing'
import path from 'node:path'
import { serviceFiles } from '../generate/service-files.ts'
import type { ImageToPublish } from '../publish/facts.ts'
import { lastConsidered, type ConsideredRequest } from '../publish/last-considered.ts'
import { publish, type PublishOptions, type PublishRequest, type PublishResult } from '../publish/publish.ts'
import { readRelease, type Release } from '../release/release.ts'
import { readSettings } from '../settings/settings.ts'

const settings = `registry: ghcr.io/acme
environments:
  - name: staging
  - name: production
routes: # Tests publish where they like; those of hotfixes take this out.
  - branch: main
    publish: [staging, production]
`
const options: PublishOptions = { git: { env: gitEnvironment }, now: new Date('2026-11-21T09:30:00Z') }

/** A source repository with its clone, and the config repo of two services in it or beside it. */
export class World {
  readonly source: string
  readonly config: string
  readonly folder: string
  readonly #work: string

  constructor(places: { source: string; config: string; folder: string; work: string }) {
    this.source = places.source
    this.config = places.config
    this.folder = places.folder
    this.#work = places.work
  }

  static async create(folder: '' | 'config-repo' = ''): Promise<World> {
    const services = ['orders', 'carts'].map((name) =>
      serviceFiles({ ...readSettings(settings), name, port: 3000 }),
    )
    const files = { 'slipway.yaml': settings, ...services[0], ...services[1] }
    const placed = Object.entries(files).map(([name, text]) => [folder ? `${folder}/${name}` : name, text])
    const config = await createBareRepository(Object.fromEntries(placed) as Record<string, string>)
    const source = folder ? config : await createBareRepository({ 'src/main.ts': '1' })
    const work = path.join(await temporaryDirectory(), 'work')
    await git(path.dirname(work), 'clone', '--quiet', source, work)
    return new World({ source, config, folder, work })
  }

  /** The folder of the source's clone. */
  get clone(): string {
    return this.#work
  }

  /** Commits and pushes source, and gives the commit. */
  async change(text: string, { push = true } = {}): Promise<string> {
    // A publish makes a commit there only when the config repo lies in it.
    if (this.folder !== '') await git(this.#work, 'pull', '--quiet', '--rebase')
    await writeFiles(this.#work, { 'src/main.ts': text })
    await git(this.#work, 'add', '--all')
    await git(this.#work, 'commit', '--quiet', '--allow-empty', `--message=Source ${text}`)
    if (push) await git(this.#work, 'push', '--quiet')
    return this.head()
  }

  /** Pushes the last source commit to a branch of its own. */
  async pushSource(): Promise<void> {
    await git(this.#work, 'push', '--quiet', 'origin', 'HEAD:refs/heads/late')
  }

  /** Commits source after another commit than the newest, as a hotfix is; pushes it, and gives the commit. */
  async branchOff(from: string, text: string): Promise<string> {
    await git(this.#work, 'checkout', '--quiet', '-B', 'hotfix', from)
    const commit = await this.change(text, { push: false })
    await git(this.#work, 'push', '--quiet', '--force', 'origin', 'hotfix')
    await git(this.#work, 'checkout', '--quiet', 'main')
    return commit
  }

  /** Merges a commit into the newest, which has the last word; gives the merge. */
  async mergeIntoMain(commit: string): Promise<string> {
    await git(this.#work, 'merge', '--quiet', '--no-ff', '--strategy-option=ours', '--message=Merge', commit)
    await git(this.#work, 'push', '--quiet', 'origin', 'main')
    return this.head()
  }

  head(): Promise<string> {
    return git(this.#work, 'rev-parse', 'HEAD')
  }

  /** Publishes services with digests made of a letter each. */
  async publish(
    commit: string,
    letters: Record<string, string>,
    more: PublishOptions & Partial<PublishRequest> & { environment?: string } = {},
  ): Promise<PublishResult> {
    const images = Object.entries(letters).map(([service, letter]) => image(service, letter))
    const source = { repository: 'https://example.test/shop.git', commit }
    const environments = [more.environment ?? 'staging']
    const request = { ...(await this.#places()), environments, source, images, ...more }
    return publish(request, { ...options, ...more })
  }

  /** What was considered last when `publish` is called so. */
  async lastConsidered(more: Partial<ConsideredRequest> = {}): Promise<string | null> {
    return lastConsidered({ ...(await this.#places()), ...more }, options)
  }

  async #places(): Promise<ConsideredRequest> {
    return {
      location: { url: this.config, branch: 'main', folder: this.folder },
      environment: 'staging',
      workspace: 'shop',
      sourceRepository: await openRepository(this.#work, { env: gitEnvironment }),
      sourceUrl: this.source,
    }
  }

  read(name: string, revision: string = 'main'): Promise<string> {
    return git(this.config, 'show', `${revision}:${this.folder ? `${this.folder}/` : ''}${name}`)
  }

  async digestOf(service: string, environment: string = 'staging'): Promise<string | undefined> {
    const text = await this.read(`overlays/${environment}/${service}/kustomization.yaml`)
    return /digest: (\S+)/.exec(text)?.[1]
  }

  /** Changes files of the config repo as a person would. */
  async edit(name: string, replace: (text: string) => string): Promise<void> {
    const file = this.folder ? `${this.folder}/${name}` : name
    const text = replace(await this.read(name))
    const time = Math.floor(Date.now() / 1000)
    await importHistory(this.config, [{ message: 'By hand', files: { [file]: text }, time }])
  }

  /** What runs in staging, as `release.yaml` has it. */
  async releaseOf(service: string, environment: string = 'staging'): Promise<Release> {
    return readRelease(await this.read(`overlays/${environment}/${service}/release.yaml`), '')
  }

  /** Takes the newest commit back, as `git revert` does. */
  async revert(): Promise<void> {
    const clone = path.join(await temporaryDirectory(), 'clone')
    await git(path.dirname(clone), 'clone', '--quiet', this.config, clone)
    await git(clone, 'revert', '--no-edit', 'HEAD')
    await git(clone, 'push', '--quiet')
  }

  /** Everything that a push can change. */
  refs(): Promise<string> {
    return git(this.config, 'for-each-ref', '--format=%(refname) %(objectname)')
  }

  tip(): Promise<string> {
    return git(this.config, 'rev-parse', 'main')
  }

  count(): Promise<string> {
    return git(this.config, 'rev-list', '--count', 'main')
  }
}

/** A digest made of one letter. */
export function digest(letter: string): string {
  return `sha256:${letter.repeat(64)}`
}

/** An image with such a digest, made of inputs that never change. */
export function image(service: string, letter: string): ImageToPublish {
  return { service, image: `ghcr.io/acme/${service}`, digest: digest(letter), inputs: digest('0') }
}
