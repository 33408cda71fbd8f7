import { git } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { editRelease, promoteIn, releaseIn, releaseOf } from '../testing/promotions.ts'
import { digest, World } from '../testing/world.ts'

describe.each(['', 'config-repo'] as const)('promote() with the config repo in %j', (folder) => {
  it('makes one commit of several services, and carries where each build came from', async () => {
    const world = await World.create(folder)
    await releaseIn(world, ['staging/orders', 'a'], ['staging/carts', 'b'])
    const tip = await world.tip()
    const now = new Date('2026-11-22T10:00:00Z')
    const { plan, commit } = await promoteIn(world, ['orders', 'carts'], { now, release: 'v1.2.0' })
    expect(commit).toBe(await world.tip())
    expect(await git(world.config, 'rev-parse', 'main^')).toBe(tip)
    expect(plan).toMatchObject({
      from: 'staging',
      to: 'production',
      outcome: 'promote',
      changes: [
        { service: 'carts', from: null, to: digest('b'), order: 'first' },
        { service: 'orders', from: null, to: digest('a'), source: { commit: 'a'.repeat(40) }, before: null },
      ],
    })
    expect(await releaseOf(world, 'production/orders')).toMatchObject({
      digest: digest('a'),
      inputs: digest('0'),
      source: { commit: 'a'.repeat(40) },
      since: '2026-11-22T10:00:00Z',
      release: 'v1.2.0',
      promoted: { from: 'staging', commit: tip },
    })
    expect(
      await git(world.config, 'log', '-1', '--format=%(trailers:key=Slipway-Release,valueonly)', 'main'),
    ).toMatch('v1.2.0')
  })

  it('makes no commit when everything runs already', async () => {
    const world = await World.create(folder)
    await releaseIn(world, ['staging/orders', 'a'])
    await promoteIn(world, ['orders'])
    const refs = await world.refs()
    const { plan, commit } = await promoteIn(world, ['orders'])
    expect(commit).toBeNull()
    expect(plan).toMatchObject({ outcome: 'nothing to promote', unchanged: ['orders'], files: {} })
    expect(await world.refs()).toBe(refs)
  })

  it('pushes nothing in a dry run, whose plan is what is applied then', async () => {
    const world = await World.create(folder)
    await releaseIn(world, ['staging/orders', 'a'], ['staging/carts', 'b'])
    const refs = await world.refs()
    const now = new Date('2026-11-22T10:00:00Z')
    const dry = await promoteIn(world, 'all', { now, dryRun: true })
    expect(dry.commit).toBeNull()
    expect(await world.refs()).toBe(refs)
    const wet = await promoteIn(world, 'all', { now })
    expect(JSON.parse(JSON.stringify(dry.plan))).toEqual(wet.plan)
    for (const [path, text] of Object.entries(dry.plan.files))
      expect(`${await world.read(path)}\n`).toBe(text)
  })
})

describe('promote()', () => {
  it('takes all that was released, and leaves out what has no overlay in the target', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'a'])
    const { plan } = await promoteIn(world, 'all')
    expect(plan).toMatchObject({
      changes: [{ service: 'orders' }],
      skipped: [{ service: 'carts', reason: 'never released' }],
    })
  })

  it('takes the services that came with a release set', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'a'], ['staging/carts', 'b'])
    await editRelease(world, 'staging/carts', (release) => ({ ...release, release: 'v1.2.0' }))
    const { plan } = await promoteIn(world, 'released', { release: 'v1.2.0' })
    expect(plan).toMatchObject({ release: 'v1.2.0', changes: [{ service: 'carts' }] })
    await expect(promoteIn(world, 'released', { release: 'v2' })).rejects.toMatchObject({
      code: 'unknown-release',
    })
    await expect(promoteIn(world, 'all', { release: 'a b' })).rejects.toMatchObject({ code: 'invalid-name' })
  })

  it('names a release set whole, also where a service runs its build already, and once', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'a'], ['staging/carts', 'b'])
    await promoteIn(world, ['orders'])
    const { since } = await releaseOf(world, 'production/orders')
    const { plan } = await promoteIn(world, 'all', { release: 'v1' })
    expect(plan).toMatchObject({ changes: [{ service: 'carts' }], named: ['orders'] })
    expect(await releaseOf(world, 'production/orders')).toMatchObject({
      release: 'v1',
      since,
      digest: digest('a'),
    })
    expect((await promoteIn(world, 'all', { release: 'v1' })).commit).toBeNull()
  })

  it('promotes a build that the source environment ran earlier, by the beginning of its digest', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'a'])
    const ranAt = await world.tip()
    await releaseIn(world, ['staging/orders', 'b'])
    await promoteIn(world, [`orders@${'a'.repeat(9)}`])
    expect(await releaseOf(world, 'production/orders')).toMatchObject({
      digest: digest('a'),
      source: { commit: 'a'.repeat(40) },
      promoted: { from: 'staging', commit: ranAt },
    })
  })

  it('ends a hotfix that the source environment has caught up with', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'a'])
    await promoteIn(world, ['orders'])
    await editRelease(world, 'production/orders', (release) => ({ ...release, hotfix: { reason: 'Down' } }))
    expect((await promoteIn(world, ['orders'])).plan.changes).toMatchObject([{ order: 'same' }])
    expect((await releaseOf(world, 'production/orders')).hotfix).toBeUndefined()
    expect((await promoteIn(world, ['orders'])).commit).toBeNull()
  })
})
