import { openRepository } from '@slipway/git'
import { createBareRepository, git, gitEnvironment, temporaryDirectory, writeFiles } from '@slipway/testing'
import { chmod, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { serviceFiles } from '../generate/service-files.ts'
import { readRelease } from '../release/release.ts'
import { readSettings } from '../settings/settings.ts'
import type { ImageToPublish } from './facts.ts'
import { readSnapshot } from '../snapshot/read-snapshot.ts'
import {
  publish,
  type FindImages,
  type PublishOptions,
  type PublishRequest,
  type PublishResult,
} from './publish.ts'

const settings = `registry: ghcr.io/acme
environments:
  - name: staging
  - name: production
`
const ref = 'refs/slipway/staging/shop'
const options: PublishOptions = { git: { env: gitEnvironment } }

/** A source repository with its clone, and the config repo of two services in it or beside it. */
class World {
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

  /** Commits and pushes source, and gives the commit. */
  async change(text: string, { push = true } = {}): Promise<string> {
    await git(this.#work, 'pull', '--quiet', '--rebase')
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

  head(): Promise<string> {
    return git(this.#work, 'rev-parse', 'HEAD')
  }

  /** Publishes services with digests made of a letter each. */
  async publish(
    commit: string,
    letters: Record<string, string>,
    more: PublishOptions & Partial<PublishRequest> = {},
  ): Promise<PublishResult> {
    const images = Object.entries(letters).map(([service, letter]) => image(service, letter))
    const request: PublishRequest = {
      location: { url: this.config, branch: 'main', folder: this.folder },
      environment: 'staging',
      workspace: 'shop',
      source: { repository: 'https://example.test/shop.git', commit },
      images,
      sourceRepository: await openRepository(this.#work, { env: gitEnvironment }),
      sourceUrl: this.source,
      ...more,
    }
    return publish(request, { ...options, ...more })
  }

  read(name: string, revision: string = 'main'): Promise<string> {
    return git(this.config, 'show', `${revision}:${this.folder ? `${this.folder}/` : ''}${name}`)
  }

  async digestOf(service: string): Promise<string | undefined> {
    return /digest: (\S+)/.exec(await this.read(`overlays/staging/${service}/kustomization.yaml`))?.[1]
  }

  /** Changes files of the config repo as a person would. */
  async edit(name: string, replace: (text: string) => string): Promise<void> {
    const clone = path.join(await temporaryDirectory(), 'clone')
    await git(path.dirname(clone), 'clone', '--quiet', this.config, clone)
    const file = this.folder ? `${this.folder}/${name}` : name
    await writeFiles(clone, { [file]: replace(await git(clone, 'show', `HEAD:${file}`)) })
    await git(clone, 'commit', '--quiet', '--all', '--message=By hand')
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

function digest(letter: string): string {
  return `sha256:${letter.repeat(64)}`
}

function image(service: string, letter: string): ImageToPublish {
  return { service, image: `ghcr.io/acme/${service}`, digest: digest(letter), inputs: digest('0') }
}

describe.each(['', 'config-repo'] as const)('publish() with the config repo in %j', (folder) => {
  it('makes one commit that touches the two files of each service whose digest differs', async () => {
    const world = await World.create(folder)
    const commit = await world.change('2')
    const before = await world.tip()
    const { plan, commit: made } = await world.publish(commit, { orders: 'a', carts: 'b' })
    expect(plan).toMatchObject({
      outcome: 'publish',
      order: 'first',
      changes: [
        { service: 'carts', from: null, to: digest('b') },
        { service: 'orders', from: null, to: digest('a') },
      ],
    })
    expect(await world.tip()).toBe(made)
    expect(await git(world.config, 'rev-parse', 'main^')).toBe(before)
    const prefix = folder ? `${folder}/` : ''
    expect((await git(world.config, 'diff', '--name-status', 'main^', 'main')).split('\n')).toEqual([
      `M\t${prefix}overlays/staging/carts/kustomization.yaml`,
      `A\t${prefix}overlays/staging/carts/release.yaml`,
      `M\t${prefix}overlays/staging/orders/kustomization.yaml`,
      `A\t${prefix}overlays/staging/orders/release.yaml`,
    ])
    expect(readRelease(await world.read('overlays/staging/orders/release.yaml'), '')).toEqual({
      ...image('orders', 'a'),
      source: { repository: 'https://example.test/shop.git', commit },
    })
    expect(await git(world.config, 'log', '-1', '--format=%an%n%B', 'main')).toBe(`Test Author
Publish 2 services to staging

carts  | none → sha256:bbbbbbbbbbbb
orders | none → sha256:aaaaaaaaaaaa

Slipway-Environment: staging
Slipway-Workspace: shop
Slipway-Source: ${commit}
`)
    await git(world.config, 'fsck', '--strict')
  })

  it('touches only the service that changed, and keeps the comments in its file', async () => {
    const world = await World.create(folder)
    const file = 'overlays/staging/orders/kustomization.yaml'
    await world.publish(await world.change('2'), { orders: 'a', carts: 'b' })
    await world.edit(file, (text) => text.replace('namespace: staging', 'namespace: staging # ours\n'))
    const before = await world.read(file)
    const { plan } = await world.publish(await world.change('3'), { orders: 'c', carts: 'b' })
    expect(plan).toMatchObject({ changes: [{ service: 'orders', from: digest('a') }], unchanged: ['carts'] })
    expect(await world.read(file)).toBe(before.replace(digest('a'), digest('c')))
    expect(await git(world.config, 'diff', '--name-only', 'main^', 'main')).not.toContain('carts')
  })

  it('makes no commit when nothing differs, but remembers the source commit', async () => {
    const world = await World.create(folder)
    const first = await world.publish(await world.change('2'), { orders: 'a' })
    const later = await world.change('3')
    const { plan, commit } = await world.publish(later, { orders: 'a' })
    expect(plan).toMatchObject({ outcome: 'nothing to publish', order: 'newer', considered: { to: later } })
    expect(commit).toBeNull()
    expect(await git(world.config, 'log', '-1', '--format=%H', 'main', '--', `:/${world.folder}`)).toBe(
      first.commit,
    )
    expect((await world.publish(later, { orders: 'a' })).plan.order).toBe('same')
  })

  it('drops a late build of an older commit, also when the newer one changed nothing', async () => {
    const world = await World.create(folder)
    const a = await world.change('2')
    await world.publish(a, { orders: 'a' })
    const b = await world.change('3')
    const c = await world.change('2')
    await world.publish(c, { orders: 'a' })
    const refs = await world.refs()
    const late = await world.publish(b, { orders: 'b' })
    expect(late).toMatchObject({ plan: { outcome: 'superseded', order: 'older', files: {} }, commit: null })
    expect(await world.refs()).toBe(refs)
    const forced = await world.publish(b, { orders: 'b' }, { allowOlder: true })
    expect(forced.plan.outcome).toBe('publish')
    expect(await world.digestOf('orders')).toBe(digest('b'))
  })

  it('publishes the digests of before when source was reverted', async () => {
    const world = await World.create(folder)
    await world.publish(await world.change('2'), { orders: 'a' })
    await world.publish(await world.change('3'), { orders: 'b' })
    await world.publish(await world.change('2'), { orders: 'a' })
    expect(await world.digestOf('orders')).toBe(digest('a'))
  })

  it('plans and pushes nothing in a dry run, and the plan is what is applied', async () => {
    const world = await World.create(folder)
    const commit = await world.change('2')
    const refs = await world.refs()
    const dry = await world.publish(commit, { orders: 'a' }, { dryRun: true })
    expect(dry.commit).toBeNull()
    expect(await world.refs()).toBe(refs)
    const { plan } = await world.publish(commit, { orders: 'a' })
    expect(plan).toEqual(JSON.parse(JSON.stringify(dry.plan)))
    for (const [name, text] of Object.entries(dry.plan.files))
      expect(`${await world.read(name)}\n`).toBe(text)
  })

  it('lands both of two publishers that race, as two commits', async () => {
    const world = await World.create(folder)
    const commit = await world.change('2')
    await world.publish(commit, { orders: 'a', carts: 'a' })
    const count = Number(await world.count())
    const results = await Promise.all([
      world.publish(commit, { orders: 'b' }),
      world.publish(commit, { carts: 'c' }, { workspace: 'other' }),
      world.publish(commit, { orders: 'd' }, { environment: 'production', workspace: 'third' }),
    ])
    expect(results.map(({ plan }) => plan.outcome)).toEqual(['publish', 'publish', 'publish'])
    expect(await world.digestOf('orders')).toBe(digest('b'))
    expect(await world.digestOf('carts')).toBe(digest('c'))
    expect(Number(await world.count())).toBe(count + 3)
  })
})

describe('publish()', () => {
  it('points the ref to the source commit in the repository of the source, and to a marker in another', async () => {
    const own = await World.create('config-repo')
    const commit = await own.change('2')
    await own.publish(commit, { orders: 'a' })
    expect(await git(own.config, 'rev-parse', ref)).toBe(commit)

    const separate = await World.create('')
    const source = await separate.change('2')
    await separate.publish(source, { orders: 'a' })
    expect(
      await git(separate.config, 'log', '-1', '--format=%(trailers:key=Slipway-Considered,valueonly)', ref),
    ).toBe(`${source}\n`)
    await expect(git(separate.config, 'cat-file', '-e', source)).rejects.toThrow('cat-file')
  })

  it('marks a commit that was not pushed yet, and points to it as soon as it is', async () => {
    const world = await World.create('config-repo')
    const commit = await world.change('2', { push: false })
    await world.publish(commit, { orders: 'a' })
    expect(await git(world.config, 'rev-parse', ref)).not.toBe(commit)
    expect((await world.publish(commit, { orders: 'a' })).plan.order).toBe('same')
    await world.pushSource()
    await world.publish(commit, { orders: 'a' })
    expect(await git(world.config, 'rev-parse', ref)).toBe(commit)
  })

  it('plans again on the new tip when somebody was faster, and keeps what they did', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    await world.publish(commit, { orders: 'a' })
    const hook = path.join(world.config, 'hooks/pre-receive')
    const marker = path.join(await temporaryDirectory(), 'once')
    // The first push finds the branch moved between the server's look and its write.
    await writeFile(
      hook,
      `#!/bin/sh
[ -e ${marker} ] && exit 0
touch ${marker}
unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x
git update-ref refs/heads/main $(git commit-tree -p main -m faster main^{tree})
`,
    )
    await chmod(hook, 0o755)
    const waits: number[] = []
    const wait = async (attempt: number) => void waits.push(attempt)
    const { plan } = await world.publish(await world.change('3'), { orders: 'b' }, { wait })
    expect(waits).toEqual([1])
    expect(await git(world.config, 'log', '-1', '--format=%s', 'main^')).toBe('faster')
    expect(plan.tip).toBe(await git(world.config, 'rev-parse', 'main^'))
  })

  it('gives up after the given number of tries, having pushed nothing', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    await writeFile(path.join(world.config, 'refs/heads/main.lock'), '')
    const refs = await world.refs()
    const waits: number[] = []
    const wait = async (attempt: number) => void waits.push(attempt)
    await expect(world.publish(commit, { orders: 'a' }, { tries: 3, wait })).rejects.toMatchObject({
      code: 'contended',
    })
    expect(waits).toEqual([1, 2])
    expect(await world.refs()).toBe(refs)
  })

  it('leaves a service alone whose digest was changed by hand, and publishes the others', async () => {
    const world = await World.create()
    await world.publish(await world.change('2'), { orders: 'a', carts: 'a' })
    await world.edit('overlays/staging/orders/kustomization.yaml', (text) =>
      text.replace(digest('a'), digest('e')),
    )
    const { plan } = await world.publish(await world.change('3'), { orders: 'b', carts: 'b' })
    expect(plan).toMatchObject({
      held: [{ service: 'orders', found: digest('e'), released: digest('a'), wanted: digest('b') }],
      changes: [{ service: 'carts' }],
    })
    expect(await world.digestOf('orders')).toBe(digest('e'))
    expect(await world.digestOf('carts')).toBe(digest('b'))
  })

  it("reports a server's refusal in its own words, having pushed nothing", async () => {
    const world = await World.create()
    const commit = await world.change('2')
    const hook = path.join(world.config, 'hooks/pre-receive')
    await writeFile(hook, '#!/bin/sh\necho "Publishing is frozen until Monday" >&2\nexit 1\n')
    await chmod(hook, 0o755)
    const refs = await world.refs()
    await expect(world.publish(commit, { orders: 'a' })).rejects.toMatchObject({
      code: 'rejected',
      message: expect.stringContaining('Publishing is frozen until Monday'),
    })
    expect(await world.refs()).toBe(refs)
  })

  it('moves branch and ref together or not at all', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    const hook = path.join(world.config, 'hooks/update')
    await writeFile(hook, '#!/bin/sh\ncase $1 in refs/slipway/*) exit 1;; esac\n')
    await chmod(hook, 0o755)
    const refs = await world.refs()
    await expect(world.publish(commit, { orders: 'a' })).rejects.toMatchObject({ code: 'rejected' })
    expect(await world.refs()).toBe(refs)
  })

  it('refuses a shallow clone that hides the order of commits, and orders those it lacks by fetching', async () => {
    const world = await World.create()
    const old = await world.change('2')
    const middle = await world.change('3')
    const shallow = path.join(await temporaryDirectory(), 'shallow')
    await git(path.dirname(shallow), 'clone', '--quiet', '--depth=1', `file://${world.source}`, shallow)
    const behind = path.join(await temporaryDirectory(), 'behind')
    await git(path.dirname(behind), 'clone', '--quiet', world.source, behind)
    const newest = await world.change('4')
    await world.publish(old, { orders: 'a' })
    const request = { sourceRepository: await openRepository(shallow, { env: gitEnvironment }) }
    await expect(
      world.publish(middle, { orders: 'b' }, { ...request, sourceUrl: undefined }),
    ).rejects.toMatchObject({ code: 'shallow' })
    await world.publish(newest, { orders: 'b' })
    const sourceRepository = await openRepository(behind, { env: gitEnvironment })
    const late = await world.publish(middle, { orders: 'c' }, { sourceRepository })
    expect(late.plan.outcome).toBe('superseded')
  })

  it('finds the images for what runs, anew on every tip, and not for a build that is superseded', async () => {
    const world = await World.create()
    const [old, newest] = [await world.change('2'), await world.change('3')]
    const seen: (string | undefined)[] = []
    const images: FindImages = async (files) => {
      const runs = (await readSnapshot(files)).overlays.find(
        ({ environment, service }) => environment === 'staging' && service === 'orders',
      )
      seen.push(runs?.image?.digest)
      if (seen.length === 1) await world.publish(newest, { orders: 'a' })
      return [image('orders', 'b')]
    }
    await world.publish(newest, {}, { images })
    expect(seen).toEqual([undefined, image('orders', 'a').digest])
    const late = await world.publish(old, {}, { images })
    expect(late.plan.outcome).toBe('superseded')
    expect(seen).toHaveLength(2)
  })

  it('refuses a history that has nothing in common with the one considered', async () => {
    const world = await World.create()
    await world.publish(await world.change('2'), { orders: 'a' })
    const other = await World.create('config-repo') // Of other files, as equal ones would be the same commit.
    const commit = await other.change('2')
    const sourceRepository = await openRepository(other.source, { env: gitEnvironment })
    const sourceUrl = world.source
    await expect(
      world.publish(commit, { orders: 'b' }, { sourceRepository, sourceUrl }),
    ).rejects.toMatchObject({
      code: 'unrelated-history',
    })
  })

  it.each([
    ['unknown-environment', { environment: 'stagin' }],
    ['invalid-name', { environment: '../x' }],
    ['invalid-name', { workspace: 'a..b' }],
    ['no-overlay', { images: [image('nobody', 'a')] }],
    ['invalid-name', { images: [image('../orders', 'a')] }],
  ] as const)('throws "%s" and pushes nothing for %j', async (code, more) => {
    const world = await World.create()
    const commit = await world.change('2')
    const refs = await world.refs()
    await expect(world.publish(commit, { orders: 'a' }, more)).rejects.toMatchObject({ code })
    expect(await world.refs()).toBe(refs)
  })

  it.each([
    ['invalid-settings', 'slipway.yaml', () => 'registry: a\nenvironments: 1\n'],
    ['invalid-kustomization', 'overlays/staging/orders/kustomization.yaml', () => 'images: [\n'],
    [
      'no-images-entry',
      'overlays/staging/orders/kustomization.yaml',
      (text: string) => text.replace('name: orders\n', 'name: other\n'),
    ],
    [
      'invalid-release',
      'overlays/staging/orders/release.yaml',
      (text: string) => text.replace('service: orders', 'service: Orders'),
    ],
  ])('throws "%s" with the place in "%s", and pushes nothing', async (code, name, replace) => {
    const world = await World.create()
    const commit = await world.change('2')
    await world.publish(commit, { orders: 'a' })
    await world.edit(name, replace)
    const refs = await world.refs()
    await expect(world.publish(await world.change('3'), { orders: 'b' })).rejects.toMatchObject({
      code,
      problems: [expect.objectContaining({ file: name })],
    })
    expect(await world.refs()).toBe(refs)
  })

  it('throws "unreachable" and "no-branch", with no credentials in what it says', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    const at = (url: string, branch: string) =>
      world.publish(commit, { orders: 'a' }, { location: { url, branch, folder: '' } })
    await expect(at('/nowhere/at/all.git', 'main')).rejects.toMatchObject({ code: 'unreachable' })
    await expect(at(world.config, 'none')).rejects.toMatchObject({ code: 'no-branch' })
    const error = await at('http://user:t0ken@127.0.0.1:1/x.git', 'main').catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'unreachable' })
    expect(inspect(error, { depth: 9 })).not.toContain('t0ken')
  })

  it('keeps its objects in a cache folder when it is given one, and works with it again', async () => {
    const world = await World.create('config-repo')
    const cache = path.join(await temporaryDirectory(), 'cache')
    await world.publish(await world.change('2'), { orders: 'a' }, { cache })
    await world.publish(await world.change('3'), { orders: 'b' }, { cache })
    expect(await world.digestOf('orders')).toBe(digest('b'))
    expect(await readdir(cache)).toContain('objects')
  })

  it('works with a server that knows no filter', async () => {
    const world = await World.create()
    await git(world.config, 'config', 'uploadpack.allowFilter', 'false')
    const commit = await world.change('2')
    const location = { url: `file://${world.config}`, branch: 'main', folder: '' }
    await world.publish(commit, { orders: 'a' }, { location })
    expect(await world.digestOf('orders')).toBe(digest('a'))
  })
})
