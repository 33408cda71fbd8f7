import { git } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import {
  beFaster,
  beFasterThanPush,
  editRelease,
  promoteIn,
  releaseIn,
  releaseOf,
} from '../testing/promotions.ts'
import { digest, World } from '../testing/world.ts'

const wait = async () => {}

/** Two that race have two times, as two equal commits are one. */
const times = [new Date('2026-11-22T00:00:00Z'), new Date('2026-11-23T00:00:00Z')]

async function openStaged(): Promise<World> {
  const world = await World.create()
  await releaseIn(world, ['staging/orders', 'a'], ['staging/carts', 'b'])
  return world
}

describe('promote()', () => {
  it('plans again on the new tip when somebody else was faster, and keeps what they did', async () => {
    const world = await openStaged()
    await beFaster(world, () =>
      world.edit('overlays/production/orders/kustomization.yaml', (text) => `# Seen\n${text}`),
    )
    const faster = await git(world.config, 'rev-parse', 'refs/kept')
    const { plan, commit } = await promoteIn(world, ['orders'], { wait })
    expect(plan.tip).toBe(faster)
    expect(await git(world.config, 'rev-parse', 'main', 'main^')).toBe(`${commit}\n${faster}`)
    expect(await world.read('overlays/production/orders/kustomization.yaml')).toMatch(
      /^# Seen\n[^]*digest: sha256:aaa/,
    )
  })

  it('refuses what somebody held in the last moment, and pushes nothing', async () => {
    const world = await openStaged()
    await promoteIn(world, ['orders'])
    await releaseIn(world, ['staging/orders', 'c'])
    const hold = { reason: 'Wait', since: '2026-11-21T09:30:00Z' }
    await beFaster(world, () => editRelease(world, 'production/orders', (release) => ({ ...release, hold })))
    await expect(promoteIn(world, ['orders', 'carts'], { wait })).rejects.toMatchObject({
      code: 'not-promotable',
      problems: [{ code: 'held' }],
    })
    expect(await world.tip()).toBe(await git(world.config, 'rev-parse', 'refs/kept'))
  })

  it('makes one commit of two that race for the same, and two of two that do not', async () => {
    const world = await openStaged()
    const count = Number(await world.count())
    const same = await Promise.all(times.map((now) => promoteIn(world, ['orders'], { wait, now })))
    expect(same.map(({ plan }) => plan.outcome).toSorted()).toEqual(['nothing to promote', 'promote'])
    await releaseIn(world, ['staging/orders', 'c'])
    await Promise.all([promoteIn(world, ['orders'], { wait }), promoteIn(world, ['carts'], { wait })])
    expect(Number(await world.count())).toBe(count + 4)
    expect(await releaseOf(world, 'production/orders')).toMatchObject({ digest: digest('c') })
    expect(await releaseOf(world, 'production/carts')).toMatchObject({ digest: digest('b') })
  })

  it('makes a review branch on the newest commit when somebody pushed another one meanwhile', async () => {
    const world = await openStaged()
    const env = await beFasterThanPush(world, () => world.edit('slipway.yaml', (text) => `# Seen\n${text}`))
    const { commit } = await promoteIn(world, 'all', { branch: true, wait, git: { env } })
    const faster = await git(world.config, 'rev-parse', 'refs/kept')
    const branch = 'promote/production/all'
    expect(await git(world.config, 'rev-parse', branch, `${branch}^`, 'main')).toBe(
      `${commit}\n${faster}\n${faster}`,
    )
  })

  it('makes one review branch of two that race for it', async () => {
    const world = await openStaged()
    // Of two people: equal commits are one, and a review does not tell when it was made.
    const both = ['Ann', 'Ben'].map((name) =>
      promoteIn(world, 'all', { branch: true, wait, author: { name, email: 'a@b.test' } }),
    )
    const outcomes = (await Promise.all(both)).map(({ plan }) => plan.outcome)
    expect(outcomes.toSorted()).toEqual(['promote', 'under review'])
    expect(await git(world.config, 'rev-list', '--count', 'main..promote/production/all')).toBe('1')
  })
})
