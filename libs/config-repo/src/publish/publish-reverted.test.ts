import { describe, expect, it } from 'vitest'
import { digest, World } from '../testing/world.ts'

/** A world whose last publish, of "b", was reverted in the config repo; gives the source commit of that. */
async function createReverted(): Promise<{ world: World; commit: string }> {
  const world = await World.create()
  await world.publish(await world.change('2'), { orders: 'a', carts: 'a' })
  const commit = await world.change('3')
  await world.publish(commit, { orders: 'b', carts: 'a' })
  await world.revert()
  return { world, commit }
}

describe('publish() after a git revert in the config repo', () => {
  it('refuses the same source commit with "reverted", pushing nothing, unless it shall go out again', async () => {
    const { world, commit } = await createReverted()
    const refs = await world.refs()
    await expect(world.publish(commit, { orders: 'b', carts: 'a' })).rejects.toMatchObject({
      code: 'reverted',
    })
    expect(await world.refs()).toBe(refs)
    const { plan } = await world.publish(commit, { orders: 'b', carts: 'a' }, { again: true })
    expect(plan).toMatchObject({ outcome: 'publish', changes: [{ to: digest('b'), reverted: digest('b') }] })
  })

  it('publishes what is newer, and notes what was reverted', async () => {
    const { world } = await createReverted()
    const { plan } = await world.publish(await world.change('4'), { orders: 'c', carts: 'a' })
    expect(plan.changes).toMatchObject([
      { service: 'orders', from: digest('a'), to: digest('c'), reverted: digest('b') },
    ])
  })

  it('does not bring back by a newer commit a service that this left as it was reverted', async () => {
    const { world } = await createReverted()
    const { plan } = await world.publish(await world.change('4'), { orders: 'b', carts: 'c' })
    expect(plan).toMatchObject({
      changes: [{ service: 'carts', reverted: null }],
      reverted: [{ service: 'orders', runs: digest('a'), wanted: digest('b') }],
    })
    expect(await world.digestOf('orders')).toBe(digest('a'))
    const commit = await world.change('5')
    expect((await world.publish(commit, { orders: 'b', carts: 'c' })).commit).toBeNull()
    // The same job once more: nothing was changed back since.
    const refs = await world.refs()
    const again = await world.publish(commit, { orders: 'b', carts: 'c' })
    expect(again).toMatchObject({ commit: null, plan: { reverted: [{ service: 'orders' }] } })
    await world.publish(commit, { carts: 'c' })
    expect(await world.refs()).toBe(refs)
    await world.publish(commit, { orders: 'b' }, { again: true })
    await world.revert()
    await expect(world.publish(commit, { orders: 'b' })).rejects.toMatchObject({ code: 'reverted' })
  })

  it('takes the source reverted as well for what runs already', async () => {
    const { world } = await createReverted()
    const { plan } = await world.publish(await world.change('2'), { orders: 'a', carts: 'a' })
    expect(plan).toMatchObject({ outcome: 'nothing to publish', reverted: [] })
    const next = await world.publish(await world.change('4'), { orders: 'b', carts: 'a' })
    expect(next.plan.changes).toMatchObject([{ to: digest('b'), reverted: null }])
  })

  it('counts the revert of a first release, and not that of a revert', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    await world.publish(commit, { orders: 'a' })
    await world.revert()
    await expect(world.publish(commit, { orders: 'a' })).rejects.toMatchObject({ code: 'reverted' })
    await world.revert()
    expect((await world.publish(commit, { orders: 'a' })).plan.outcome).toBe('nothing to publish')
  })

  it('knows what was wanted of a service also when others were published since', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    await world.publish(commit, { carts: 'a' })
    await world.publish(commit, { orders: 'a' })
    await world.revert()
    expect((await world.publish(commit, { carts: 'a' })).plan.outcome).toBe('nothing to publish')
    await expect(world.publish(commit, { orders: 'a' })).rejects.toMatchObject({ code: 'reverted' })
  })
})
