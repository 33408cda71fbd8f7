import { describe, expect, it } from 'vitest'
import { ConfigRepoError } from '../config-repo-error.ts'
import {
  builtFrom,
  editRelease,
  promoteIn,
  releaseIn,
  releaseOf,
  type TestPromotion,
} from '../testing/promotions.ts'
import { digest, World } from '../testing/world.ts'

/** The codes of everything that a promotion was refused for; none when it was not. */
async function refusals(
  world: World,
  services: readonly string[] | 'all' = ['orders'],
  more: TestPromotion = {},
): Promise<string[]> {
  try {
    await promoteIn(world, services, more)
    return []
  } catch (error) {
    if (!(error instanceof ConfigRepoError) || error.code !== 'not-promotable') throw error
    return error.problems.map(({ code, file }) => `${code} ${file.split('/').slice(1, 3).join('/')}`.trim())
  }
}

const kustomization = (environment: string) => `overlays/${environment}/orders/kustomization.yaml`

const hold = { reason: 'Orders are lost', since: '2026-11-21T09:30:00Z' }

describe('promote()', () => {
  it('refuses to skip an environment, and to go back, also with nothing to do', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'a'])
    await world.edit('slipway.yaml', (text) =>
      text.replace('  - name: production', '  - name: qa\n  - name: production'),
    )
    expect(await refusals(world, ['orders'], { from: 'staging' })).toEqual(['skips-environment'])
    expect(await refusals(world, ['orders'], { from: 'production', to: 'staging' })).toContain('backwards')
    const { plan } = await promoteIn(world, ['orders'], {
      from: 'staging',
      overrides: ['skip-environment'],
      reason: 'Sale',
    })
    expect(plan.overridden).toMatchObject([{ override: 'skip-environment', service: null }])
    expect(plan.message).toMatch(/^Slipway-Override: skip-environment\n.*Sale/m)
    expect(await refusals(world, ['orders'], { from: 'staging' })).toEqual(['skips-environment'])
  })

  it('refuses what was edited by hand in either environment, and ends the edit when that is overruled', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'a'], ['production/orders', 'a'], ['staging/orders', 'b'])
    await world.edit(kustomization('production'), (text) => text.replace(digest('a'), digest('f')))
    expect(await refusals(world)).toEqual(['edited-by-hand production/orders'])
    await promoteIn(world, ['orders'], { overrides: ['allow-held'] })
    expect(await world.read(kustomization('production'))).toContain(digest('b'))
  })

  it('promotes what somebody put into the source environment only when that ran before, with its origin', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'a'], ['staging/orders', 'b'])
    await world.edit(kustomization('staging'), (text) => text.replace(digest('b'), digest('a')))
    expect(await refusals(world)).toEqual(['edited-by-hand production/orders'])
    await promoteIn(world, ['orders'], { overrides: ['allow-held'] })
    expect(await releaseOf(world, 'production/orders')).toMatchObject({
      digest: digest('a'),
      source: { commit: 'a'.repeat(40) },
    })
    await world.edit(kustomization('staging'), (text) => text.replace(digest('a'), digest('f')))
    expect(await refusals(world, ['orders'], { overrides: ['allow-held'] })).toContain(
      'unknown-build production/orders',
    )
  })

  it('refuses what is held in either environment until the hold has ended; overruled, the hold stays', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'a'], ['production/orders', 'a'], ['staging/orders', 'b'])
    await editRelease(world, 'staging/orders', (release) => ({ ...release, hold }))
    expect(await refusals(world)).toEqual(['held production/orders'])
    await editRelease(world, 'staging/orders', ({ hold: _, ...release }) => release)
    const until = '2026-11-22T00:00:00Z'
    await editRelease(world, 'production/orders', (release) => ({ ...release, hold: { ...hold, until } }))
    const before = { now: new Date('2026-11-21T23:59:59Z') }
    expect(await refusals(world, ['orders'], before)).toEqual(['held production/orders'])
    const after = await promoteIn(world, ['orders'], { now: new Date(until), dryRun: true })
    expect(after.plan.files['overlays/production/orders/release.yaml']).not.toContain('hold')
    await promoteIn(world, ['orders'], { ...before, overrides: ['allow-held'] })
    expect(await releaseOf(world, 'production/orders')).toMatchObject({
      digest: digest('b'),
      hold: { until },
    })
  })

  it('forgets what waited for the end of a hold that is over or overruled, and says so', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'a'], ['production/orders', 'a'], ['staging/orders', 'b'])
    await editRelease(world, 'production/orders', ({ service: _, ...build }) => {
      const { image, inputs, source } = build
      return { service: 'orders', ...build, hold, pending: { image, inputs, source, digest: digest('e') } }
    })
    const { plan } = await promoteIn(world, ['orders'], { overrides: ['allow-held'] })
    expect(plan.changes).toMatchObject([{ forgets: digest('e') }])
    expect(plan.message).toContain('waits no longer')
    expect(await releaseOf(world, 'production/orders')).toEqual(
      expect.not.objectContaining({ pending: expect.anything() as unknown }),
    )
  })

  it('refuses what the source environment never ran, and knows only what some environment did', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'a'], ['production/orders', 'c'], ['production/orders', 'b'])
    expect(await refusals(world, [`orders@${digest('c')}`])).toContain('never-run production/orders')
    expect(await refusals(world, [`orders@${digest('d')}`])).toEqual(['unknown-build production/orders'])
    expect(await refusals(world, ['carts'])).toEqual(['unknown-build production/carts'])
  })

  it('asks the source which build is older, and never goes back unless it is told to', async () => {
    const world = await World.create()
    const [first, second] = [await world.change('2'), await world.change('3')]
    await releaseIn(
      world,
      ['staging/orders', 'a', builtFrom(first)],
      ['production/orders', 'b', builtFrom(second)],
    )
    expect(await refusals(world, ['orders'], { asked: true })).toEqual(['older-build production/orders'])
    const { plan } = await promoteIn(world, ['orders'], { asked: true, overrides: ['allow-older'] })
    expect(plan.changes).toMatchObject([{ order: 'older' }])
    await releaseIn(world, ['staging/orders', 'b', builtFrom(second)])
    expect(await refusals(world, ['orders'], { asked: true })).toEqual([])
  })

  it('refuses a build without the hotfix that runs, until a build contains it', async () => {
    const world = await World.create()
    const start = await world.head()
    const main = await world.change('2')
    const hotfix = await world.branchOff(start, '3')
    const urgent = builtFrom(hotfix, { hotfix: { reason: 'Down' } })
    await releaseIn(world, ['staging/orders', 'a', builtFrom(main)], ['production/orders', 'b', urgent])
    expect(await refusals(world, ['orders'], { asked: true })).toEqual(['diverged-build production/orders'])
    await releaseIn(world, ['staging/orders', 'c', builtFrom(await world.mergeIntoMain(hotfix))])
    expect(await refusals(world, ['orders'], { asked: true })).toEqual([])
    expect((await releaseOf(world, 'production/orders')).hotfix).toBeUndefined()
  })

  it('takes the same digest for caught up with, though it was published as a hotfix from a later commit', async () => {
    const world = await World.create()
    const [first, second] = [await world.change('2'), await world.change('3')]
    const urgent = builtFrom(second, { hotfix: { reason: 'Down' } })
    await releaseIn(world, ['staging/orders', 'a', builtFrom(first)], ['production/orders', 'a', urgent])
    const { plan } = await promoteIn(world, 'all', { asked: true })
    expect(plan.changes).toMatchObject([{ endsHotfix: 'Down' }])
    expect(plan.message).toContain('aaaaaaaaaaaa as before (no hotfix any longer)')
    expect((await releaseOf(world, 'production/orders')).hotfix).toBeUndefined()
  })

  it('refuses what a revert took back in the target, by whom, until a newer build or somebody says otherwise', async () => {
    const world = await World.create()
    await releaseIn(world, ['production/orders', 'a'], ['staging/orders', 'a'], ['staging/orders', 'b'])
    await promoteIn(world, ['orders'])
    await world.revert()
    expect(await refusals(world)).toEqual(['reverted production/orders'])
    expect(await refusals(world, 'all')).toEqual(['reverted production/orders'])
    const { plan } = await promoteIn(world, ['orders'], { overrides: ['again'], dryRun: true })
    expect(plan.overridden).toMatchObject([
      { override: 'again', message: expect.stringContaining('Test Author') as string },
    ])
    await releaseIn(world, ['staging/orders', 'c'])
    expect(await refusals(world)).toEqual([])
  })

  it('counts the revert of a first promotion', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'a'])
    await promoteIn(world, ['orders'])
    await world.revert()
    expect(await refusals(world)).toEqual(['reverted production/orders'])
  })

  it('goes by what the source environment ran first where no clone knows the commits', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'a'], ['staging/orders', 'b'], ['production/orders', 'b'])
    await releaseIn(world, ['staging/orders', 'a', { action: 'rollback' }])
    expect(await refusals(world)).toEqual(['older-build production/orders'])
    await releaseIn(world, ['staging/orders', 'a', { source: 'e' }])
    expect(await refusals(world, ['orders'], { dryRun: true })).toEqual([])
    await releaseIn(world, ['production/orders', 'f'])
    expect(await refusals(world)).toEqual(['unknown-order production/orders'])
  })

  it('says everything that is wrong with every service at once, and then changes none', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'a'], ['staging/carts', 'b', { release: { hold } }])
    await world.edit(kustomization('staging'), (text) => text.replace(digest('a'), digest('f')))
    const refs = await world.refs()
    expect(await refusals(world, 'all')).toEqual([
      'held production/carts',
      'edited-by-hand production/orders',
    ])
    expect(await refusals(world, ['orders', 'carts', 'nobody'])).toEqual([
      'no-overlay production/nobody',
      'unknown-build production/nobody',
      'held production/carts',
      'edited-by-hand production/orders',
    ])
    expect(await world.refs()).toBe(refs)
  })
})
