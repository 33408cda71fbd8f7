import { git, gitEnvironment } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { hold } from '../hold/hold.ts'
import { promote } from '../promote/promote.ts'
import { resume } from '../resume/resume.ts'
import { rollback } from '../rollback/rollback.ts'
import type { FindImages } from './publish.ts'
import { digest, World } from '../testing/world.ts'

const both = { environments: ['staging', 'production'] }
const identity = { git: { env: gitEnvironment } }
const hotfix = { hotfix: { reason: 'Orders are lost' } }

function locationOf({ config }: World) {
  return { url: config, branch: 'main', folder: '' }
}

/** A world whose second environment is promoted to. */
async function createPromoted(): Promise<World> {
  const world = await World.create()
  await world.edit('slipway.yaml', (text) => text.replace(/routes:[^]*/, ''))
  return world
}

describe('publish() to several environments', () => {
  it('makes one commit and moves every ref with it', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    const count = Number(await world.count())
    const { plan } = await world.publish(commit, { orders: 'a' }, both)
    expect(plan.changes).toMatchObject([
      { environment: 'staging', service: 'orders' },
      { environment: 'production', service: 'orders' },
    ])
    expect(Number(await world.count())).toBe(count + 1)
    expect(await git(world.config, 'log', '-1', '--format=%B', 'main'))
      .toContain(`Publish orders to staging and production

staging/orders    | none → sha256:aaaaaaaaaaaa
production/orders | none → sha256:aaaaaaaaaaaa
`)
    for (const environment of both.environments) {
      expect(await world.digestOf('orders', environment)).toBe(digest('a'))
      expect(await world.lastConsidered({ environment })).toBe(commit)
    }
  })

  it('drops a late build only where a newer one was considered', async () => {
    const world = await World.create()
    const [late, newest] = [await world.change('2'), await world.change('3')]
    await world.publish(newest, { orders: 'b' })
    const { plan } = await world.publish(late, { orders: 'a' }, both)
    expect(plan).toMatchObject({
      outcome: 'publish',
      environments: [{ outcome: 'superseded' }, { outcome: 'publish' }],
      changes: [{ environment: 'production' }],
    })
    expect(await world.lastConsidered()).toBe(newest)
    expect(await world.digestOf('orders')).toBe(digest('b'))
    expect((await world.publish(late, { orders: 'a' }, { environments: ['staging'] })).plan.outcome).toBe(
      'superseded',
    )
  })

  it('pushes nothing to any when one of them refuses', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    const refs = await world.refs()
    const wrong = { environments: ['staging', 'qa'] }
    await expect(world.publish(commit, { orders: 'a' }, wrong)).rejects.toMatchObject({
      code: 'unknown-environment',
    })
    expect(await world.refs()).toBe(refs)
  })

  it('takes an environment that is named twice once', async () => {
    const world = await World.create()
    const twice = { environments: ['staging', 'staging'] }
    const { plan } = await world.publish(await world.change('2'), { orders: 'a' }, twice)
    expect(plan.changes).toHaveLength(1)
  })
})

describe('publish() to an environment that is promoted to', () => {
  it('throws "needs-hotfix", before it looks for images', async () => {
    const world = await createPromoted()
    const looked: string[] = []
    const images: FindImages = async (_, environment) => {
      looked.push(environment)
      return []
    }
    const request = { ...both, images }
    await expect(world.publish(await world.change('2'), {}, request)).rejects.toMatchObject({
      code: 'needs-hotfix',
    })
    expect(looked).toEqual([])
  })

  it('records why it is a hotfix, there and not in the first environment', async () => {
    const world = await createPromoted()
    const commit = await world.change('2')
    const { plan } = await world.publish(commit, { orders: 'a' }, { ...both, ...hotfix })
    expect(plan.changes.map((change) => change.hotfix)).toEqual([null, hotfix.hotfix.reason])
    expect((await world.releaseOf('orders', 'production')).hotfix).toEqual(hotfix.hotfix)
    expect((await world.releaseOf('orders')).hotfix).toBeUndefined()
    const message = await git(world.config, 'log', '-1', '--format=%B', 'main')
    expect(message).toContain('Slipway-Hotfix: production\n')
    expect(message).not.toContain('Slipway-Hotfix: staging\n')
    expect(message).toContain('Slipway-Reason: Orders are lost')
  })

  it('records with a build that waits why it is a hotfix, and resume deploys it as one', async () => {
    const world = await createPromoted()
    const to = { environment: 'production', services: ['orders'], location: locationOf(world) }
    await world.publish(await world.change('2'), { orders: 'a' }, { ...both, ...hotfix })
    await hold({ ...to, reason: 'The sale' }, identity)
    const request = { environment: 'production', ...hotfix }
    const { plan } = await world.publish(await world.change('3'), { orders: 'b' }, request)
    expect(plan.held).toMatchObject([{ pending: digest('b'), hotfix: hotfix.hotfix.reason }])
    expect(plan.message).toContain('Slipway-Hotfix: production\n')
    expect((await world.releaseOf('orders', 'production')).pending?.hotfix).toEqual(hotfix.hotfix)
    await resume(to, identity)
    expect(await world.releaseOf('orders', 'production')).toMatchObject({ digest: digest('b'), ...hotfix })
  })

  it('refuses a hotfix again that a revert took back to what was promoted, and notes the next one', async () => {
    const world = await createPromoted()
    await world.publish(await world.change('2'), { orders: 'a' })
    const orders = [{ service: 'orders' }]
    const promotion = { location: locationOf(world), to: 'production', services: orders }
    await promote(promotion, identity)
    const request = { environment: 'production', ...hotfix }
    const commit = await world.change('3')
    await world.publish(commit, { orders: 'b' }, request)
    await world.revert()
    await expect(world.publish(commit, { orders: 'b' }, request)).rejects.toMatchObject({ code: 'reverted' })
    const { plan } = await world.publish(await world.change('4'), { orders: 'c' }, request)
    expect(plan.changes).toMatchObject([{ to: digest('c'), reverted: digest('b') }])
  })

  it('leaves alone, and does not record as pending, what was promoted there and then taken back', async () => {
    const world = await createPromoted()
    const to = { environment: 'production', services: ['orders', 'carts'], location: locationOf(world) }
    const promotion = { location: to.location, to: 'production', services: 'all' } as const
    for (const letter of ['a', 'b']) {
      await world.publish(await world.change(letter), { orders: letter, carts: letter })
      await promote(promotion, { ...identity, overrides: ['allow-older'] })
    }
    await rollback({ ...to, reason: 'Down' }, identity)
    const request = { environment: 'production', ...hotfix }
    const held = await world.publish(await world.change('4'), { orders: 'b' }, request)
    expect(held).toMatchObject({ commit: null, plan: { held: [{ pending: null }] } })
    await resume(to, identity)
    const { plan } = await world.publish(await world.change('5'), { orders: 'c', carts: 'b' }, request)
    expect(plan).toMatchObject({
      changes: [{ service: 'orders', reverted: digest('b') }],
      reverted: [{ service: 'carts', wanted: digest('b') }],
    })
    const again = await world.publish(await world.change('6'), { carts: 'b' }, { ...request, again: true })
    expect(again.plan.changes).toMatchObject([{ to: digest('b'), reverted: digest('b') }])
  })

  it('writes the reason of a hotfix in one line, and wants one', async () => {
    const world = await createPromoted()
    const commit = await world.change('2')
    const publishFor = (reason: string) =>
      world.publish(commit, { orders: 'a' }, { environment: 'production', hotfix: { reason } })
    await expect(publishFor(' \n')).rejects.toMatchObject({ code: 'invalid-reason' })
    await publishFor('Orders are lost\nsince ten')
    expect((await world.releaseOf('orders', 'production')).hotfix).toEqual({
      reason: 'Orders are lost since ten',
    })
  })

  it('takes what was promoted over a hotfix for no revert of it', async () => {
    const world = await createPromoted()
    const request = { environment: 'production', ...hotfix }
    await world.publish(await world.change('2'), { orders: 'a' }, request)
    await world.publish(await world.change('3'), { orders: 'b' })
    const promotion = { location: locationOf(world), to: 'production', services: [{ service: 'orders' }] }
    await promote(promotion, { overrides: ['allow-older'], git: { env: gitEnvironment } })
    const { plan } = await world.publish(await world.change('4'), { orders: 'a' }, request)
    expect(plan.changes).toMatchObject([{ to: digest('a'), reverted: null }])
  })

  it('is no hotfix where a route goes', async () => {
    const world = await World.create()
    const { plan } = await world.publish(await world.change('2'), { orders: 'a' }, { ...both, ...hotfix })
    expect(plan.changes.map((change) => change.hotfix)).toEqual([null, null])
  })

  it('leaves alone what was promoted there from a newer commit, and publishes the others', async () => {
    const world = await createPromoted()
    const older = await world.change('2')
    const promoted = await world.change('3')
    await world.publish(older, { carts: 'a' }, { environment: 'production', ...hotfix })
    await world.publish(promoted, { orders: 'b' })
    const orders = [{ service: 'orders' }]
    await promote(
      { location: locationOf(world), to: 'production', services: orders },
      { git: { env: gitEnvironment } },
    )
    const request = { environment: 'production', ...hotfix }
    const { plan } = await world.publish(older, { orders: 'c', carts: 'c' }, request)
    expect(plan).toMatchObject({
      changes: [{ service: 'carts' }],
      newer: [{ service: 'orders', runs: digest('b'), commit: promoted, wanted: digest('c') }],
    })
    const forced = await world.publish(older, { orders: 'c' }, { ...request, allowOlder: true })
    expect(forced.plan.changes).toMatchObject([{ service: 'orders' }])
    const newest = await world.publish(await world.change('4'), { orders: 'd' }, request)
    expect(newest.plan.changes).toMatchObject([{ service: 'orders' }])
  })
})
