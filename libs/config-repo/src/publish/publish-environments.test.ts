import { git, gitEnvironment } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { promote } from '../promote/promote.ts'
import type { FindImages } from './publish.ts'
import { digest, World } from '../testing/world.ts'

const both = { environments: ['staging', 'production'] }
const hotfix = { hotfix: { reason: 'Orders are lost' } }

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
    const location = { url: world.config, branch: 'main', folder: '' }
    const orders = [{ service: 'orders' }]
    await promote({ location, to: 'production', services: orders }, { git: { env: gitEnvironment } })
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
