import { git, temporaryDirectory } from '@slipway/testing'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRelease } from '../release/release.ts'
import { digest, image, World } from '../testing/world.ts'

describe.each(['', 'config-repo'] as const)('publish() with the config repo in %j', (folder) => {
  it('makes one commit that touches the two files of each service whose digest differs', async () => {
    const world = await World.create(folder)
    const commit = await world.change('2')
    const before = await world.tip()
    const { plan, commit: made } = await world.publish(commit, { orders: 'a', carts: 'b' })
    expect(plan).toMatchObject({
      outcome: 'publish',
      environments: [{ environment: 'staging', order: 'first' }],
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
      since: '2026-11-21T09:30:00Z',
    })
    expect(await git(world.config, 'log', '-1', '--format=%an%n%B', 'main')).toBe(`Test Author
Publish 2 services to staging

carts  | none → sha256:bbbbbbbbbbbb
orders | none → sha256:aaaaaaaaaaaa

Slipway-Action: publish
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
    expect(plan).toMatchObject({
      changes: [{ service: 'orders', from: digest('a') }],
      unchanged: [{ service: 'carts' }],
    })
    expect(await world.read(file)).toBe(before.replace(digest('a'), digest('c')))
    expect(await git(world.config, 'diff', '--name-only', 'main^', 'main')).not.toContain('carts')
  })

  it('makes no commit when nothing differs, but remembers the source commit', async () => {
    const world = await World.create(folder)
    const first = await world.publish(await world.change('2'), { orders: 'a' })
    const later = await world.change('3')
    const { plan, commit } = await world.publish(later, { orders: 'a' })
    expect(plan).toMatchObject({
      outcome: 'nothing to publish',
      environments: [{ order: 'newer', considered: { to: later } }],
    })
    expect(commit).toBeNull()
    expect(await git(world.config, 'log', '-1', '--format=%H', 'main', '--', `:/${world.folder}`)).toBe(
      first.commit,
    )
    const again = await world.publish(later, { orders: 'a' })
    expect(again.plan.environments).toMatchObject([{ order: 'same' }])
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
})

describe('publish()', () => {
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

  it('keeps its objects in a cache folder when it is given one, and works with it again', async () => {
    const world = await World.create('config-repo')
    const cache = path.join(await temporaryDirectory(), 'cache')
    await world.publish(await world.change('2'), { orders: 'a' }, { cache })
    await world.publish(await world.change('3'), { orders: 'b' }, { cache })
    expect(await world.digestOf('orders')).toBe(digest('b'))
    const [place = ''] = await readdir(cache)
    expect(await readdir(path.join(cache, place, '1/objects'))).toContain('pack')
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
