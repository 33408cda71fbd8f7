import { git } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { writeRelease, type Hold, type Release } from '../release/release.ts'
import { digest, image, World } from '../testing/world.ts'

const hold: Hold = { reason: 'Orders are lost', since: '2026-11-21T08:00:00Z' }
/** Half an hour after the tests' time. */
const until = '2026-11-21T10:00:00Z'
const afterwards = { now: new Date('2026-11-21T10:00:00Z') }
const file = 'overlays/staging/orders/release.yaml'

/** A world where `orders` runs "a" of an older commit, and was held against "b", as a rollback does. */
async function createHeld(more: Partial<Hold> = {}): Promise<World> {
  const world = await World.create()
  await world.publish(await world.change('2'), { orders: 'a', carts: 'a' })
  const older = await world.releaseOf('orders')
  await world.publish(await world.change('3'), { orders: 'b', carts: 'a' })
  await world.edit('overlays/staging/orders/kustomization.yaml', (text) =>
    text.replace(digest('b'), digest('a')),
  )
  await world.edit(file, () => writeRelease({ ...older, hold: { ...hold, ...more } }))
  return world
}

function changedPaths(world: World): Promise<string> {
  return git(world.config, 'diff', '--name-only', 'main^', 'main')
}

describe('publish() of a service that is held', () => {
  it('records the newest build as pending in release.yaml alone, once', async () => {
    const world = await createHeld()
    const commit = await world.change('4')
    const { plan } = await world.publish(commit, { orders: 'c', carts: 'a' })
    expect(plan).toMatchObject({
      outcome: 'record',
      changes: [],
      held: [
        {
          service: 'orders',
          state: 'held',
          reason: hold.reason,
          found: digest('a'),
          pending: digest('c'),
          isRecorded: true,
        },
      ],
    })
    expect(await changedPaths(world)).toBe(file)
    const { pending, hold: kept, digest: runs } = await world.releaseOf('orders')
    expect({ pending, kept, runs }).toEqual({
      pending: {
        image: image('orders', 'c').image,
        digest: digest('c'),
        inputs: digest('0'),
        source: { repository: 'https://example.test/shop.git', commit },
      },
      kept: hold,
      runs: digest('a'),
    })
    expect(await git(world.config, 'log', '-1', '--format=%s%n%(trailers:key=Slipway-Action)', 'main')).toBe(
      'Record what is pending of orders in staging\nSlipway-Action: publish\n',
    )
    const again = await world.publish(await world.change('5'), { orders: 'c', carts: 'a' })
    expect(again).toMatchObject({
      commit: null,
      plan: { outcome: 'nothing to publish', held: [{ isRecorded: false }] },
    })
  })

  it('replaces what is pending by a newer build, and forgets it when what runs is the newest', async () => {
    const world = await createHeld()
    await world.publish(await world.change('4'), { orders: 'c' })
    await world.publish(await world.change('5'), { orders: 'd' })
    expect((await world.releaseOf('orders')).pending?.digest).toBe(digest('d'))
    const { plan } = await world.publish(await world.change('6'), { orders: 'a' })
    expect(plan).toMatchObject({ outcome: 'record', held: [{ pending: null, isRecorded: true }] })
    expect((await world.releaseOf('orders')).pending).toBeUndefined()
  })

  it('does not make pending what it is held against, of the same commit or of one that did not change it', async () => {
    const world = await createHeld()
    const same = await world.publish((await world.lastConsidered()) ?? '', { orders: 'b' })
    const newer = await world.publish(await world.change('4'), { orders: 'b' })
    for (const { plan, commit } of [same, newer]) {
      expect(commit).toBeNull()
      expect(plan).toMatchObject({
        outcome: 'nothing to publish',
        held: [{ service: 'orders', pending: null }],
      })
    }
  })

  it('publishes the others in the same commit', async () => {
    const world = await createHeld()
    const { plan } = await world.publish(await world.change('4'), { orders: 'c', carts: 'c' })
    expect(plan).toMatchObject({ outcome: 'publish', changes: [{ service: 'carts' }] })
    expect((await changedPaths(world)).split('\n')).toEqual([
      'overlays/staging/carts/kustomization.yaml',
      'overlays/staging/carts/release.yaml',
      file,
    ])
  })

  it('publishes the newest once the hold is over, and clears hold and pending', async () => {
    const world = await createHeld({ until })
    const commit = await world.change('4')
    await world.publish(commit, { orders: 'c' })
    const { plan } = await world.publish(commit, { orders: 'c' }, afterwards)
    expect(plan).toMatchObject({
      outcome: 'publish',
      changes: [{ from: digest('a'), to: digest('c'), reverted: null }],
      ended: [{ service: 'orders' }],
    })
    const { hold: _, pending, ...release } = await world.releaseOf('orders')
    expect({ _, pending, runs: release.digest }).toEqual({
      _: undefined,
      pending: undefined,
      runs: digest('c'),
    })
  })

  it('clears a hold that is over also when what runs is the newest', async () => {
    const world = await createHeld({ until })
    await world.publish(await world.change('4'), { orders: 'c' })
    const { plan } = await world.publish(await world.change('2'), { orders: 'a' }, afterwards)
    expect(plan).toMatchObject({ outcome: 'record', changes: [], ended: [{ service: 'orders' }] })
    const { since, ...release } = await world.releaseOf('orders')
    expect(release).not.toHaveProperty('hold')
    expect(release).not.toHaveProperty('pending')
    expect(since).toBe('2026-11-21T09:30:00Z')
  })

  it('does not bring back what was rolled back when the hold is over, but what is newer', async () => {
    const world = await createHeld({ until })
    const same = world.publish((await world.lastConsidered()) ?? '', { orders: 'b' }, afterwards)
    await expect(same).rejects.toMatchObject({ code: 'reverted' })
    const unrelated = await world.publish(await world.change('4'), { orders: 'b' }, afterwards)
    expect(unrelated.plan).toMatchObject({ outcome: 'nothing to publish', reverted: [{ service: 'orders' }] })
    const newer = await world.publish(await world.change('5'), { orders: 'c' }, afterwards)
    expect(newer.plan).toMatchObject({ changes: [{ to: digest('c'), reverted: digest('b') }] })
  })
})

describe('publish() of a service that was edited by hand', () => {
  it('records the newest build as pending, and publishes it when the edit was undone', async () => {
    const world = await World.create()
    const kustomization = 'overlays/staging/orders/kustomization.yaml'
    await world.publish(await world.change('2'), { orders: 'a' })
    await world.edit(kustomization, (text) => text.replace(digest('a'), digest('e')))
    const commit = await world.change('3')
    const { plan } = await world.publish(commit, { orders: 'b' })
    expect(plan).toMatchObject({
      outcome: 'record',
      held: [{ state: 'edited by hand', pending: digest('b') }],
    })
    expect(await world.digestOf('orders')).toBe(digest('e'))
    await world.edit(kustomization, (text) => text.replace(digest('e'), digest('a')))
    const after = await world.publish(commit, { orders: 'b' })
    expect(after.plan.outcome).toBe('publish')
    const release: Release = await world.releaseOf('orders')
    expect([release.digest, release.pending]).toEqual([digest('b'), undefined])
  })
})
