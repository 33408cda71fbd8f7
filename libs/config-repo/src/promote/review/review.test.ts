import { git } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import {
  builtFrom,
  cloneOf,
  editRelease,
  promoteIn,
  releaseIn,
  releaseOf,
  type TestPromotion,
} from '../../testing/promotions.ts'
import { digest, World } from '../../testing/world.ts'
import type { PromoteResult } from '../promote.ts'

const branch = 'promote/production/orders'

function review(world: World, more: TestPromotion = {}): Promise<PromoteResult> {
  return promoteIn(world, ['orders'], { branch: true, ...more })
}

describe.each(['', 'config-repo'] as const)('promote() for review with the config repo in %j', (folder) => {
  it('pushes a branch with one commit, leaves the deployed one alone, and says what a request needs', async () => {
    const world = await World.create(folder)
    await releaseIn(world, ['production/orders', 'a'], ['staging/orders', 'a'], ['staging/orders', 'b'])
    const tip = await world.tip()
    const { plan, commit } = await review(world)
    expect(await world.tip()).toBe(tip)
    expect(await git(world.config, 'rev-parse', branch, `${branch}^`)).toBe(`${commit}\n${tip}`)
    expect(plan.review).toMatchObject({
      branch,
      replaces: null,
      title: 'Promote orders from staging to production',
    })
    expect(plan.review?.body).toMatch(/Deployment\/orders.*orders@sha256:a{12}.*orders@sha256:b{12}/)
    const { digest: runs, since } = await releaseOf(world, 'production/orders', branch)
    // Nobody knows yet when it will be merged.
    expect({ runs, since }).toEqual({ runs: digest('b'), since: undefined })
  })
})

describe('promote() for review', () => {
  it.each([
    ['a merge', '', ['merge', '--no-ff', '--message=Merge the review']],
    ['a squash', 'config-repo', ['merge', '--squash']],
    ['a rebase', 'config-repo', ['cherry-pick', '--no-edit']],
  ] as const)(
    'is what production runs after %s, whatever else was pushed meanwhile',
    async (_, folder, how) => {
      const world = await World.create(folder)
      await releaseIn(world, ['staging/orders', 'b'])
      await review(world)
      await releaseIn(world, ['staging/orders', 'c'], ['production/carts', 'd'])
      const run = await cloneOf(world)
      await run(...how, `origin/${branch}`)
      await run('commit', '--quiet', '--allow-empty', '--message=Release (#7)')
      await run('push', '--quiet')
      expect(await releaseOf(world, 'production/orders')).toMatchObject({ digest: digest('b') })
      expect((await promoteIn(world, [`orders@${digest('b')}`])).plan.outcome).toBe('nothing to promote')
      const { plan, commit } = await review(world)
      expect(plan.changes).toMatchObject([{ from: digest('b'), to: digest('c') }])
      expect(await git(world.config, 'rev-parse', branch)).toBe(commit)
    },
  )

  it('pushes nothing when the branch has it all, also when others changed other things', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'b'])
    const first = await review(world)
    await releaseIn(world, ['production/carts', 'd'])
    const refs = await world.refs()
    const { plan, commit } = await review(world, { now: new Date('2027-01-01T00:00:00Z') })
    expect(commit).toBeNull()
    expect(plan).toMatchObject({ outcome: 'under review', review: { replaces: first.commit } })
    expect(await world.refs()).toBe(refs)
  })

  it('renews the branch when the overlay changed, when another build is promoted, and when its reason is another', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'b'])
    await review(world)
    await world.edit('overlays/production/orders/kustomization.yaml', (text) => `# Two\n${text}`)
    const tip = await world.tip()
    expect((await review(world)).commit).toBe(await git(world.config, 'rev-parse', branch))
    expect(await git(world.config, 'rev-parse', `${branch}^`)).toBe(tip)
    await releaseIn(world, ['staging/orders', 'c'])
    expect((await review(world)).plan.changes).toMatchObject([{ to: digest('c') }])
    expect((await review(world, { reason: 'Sale' })).commit).not.toBeNull()
    expect((await review(world, { reason: 'Sale' })).commit).toBeNull()
  })

  it('renews a branch whose target was held meanwhile, though it would put the same there', async () => {
    const world = await World.create()
    await releaseIn(world, ['production/orders', 'a'], ['staging/orders', 'a'], ['staging/orders', 'b'])
    await review(world)
    const hold = { reason: 'Wait', since: '2026-11-21T09:30:00Z', until: '2026-11-21T10:30:00Z' }
    await editRelease(world, 'production/orders', (release) => ({ ...release, hold }))
    const { commit } = await review(world, { now: new Date('2026-11-21T11:00:00Z') })
    expect(await git(world.config, 'rev-parse', branch, `${branch}^`)).toBe(`${commit}\n${await world.tip()}`)
  })

  it('makes a branch anew that was merged and rolled back, and is still there', async () => {
    const world = await World.create()
    await releaseIn(world, ['production/orders', 'a'], ['staging/orders', 'a'], ['staging/orders', 'b'])
    await review(world)
    const run = await cloneOf(world)
    await run('merge', '--no-ff', '--message=Merge the review', `origin/${branch}`)
    await run('push', '--quiet')
    await releaseIn(world, ['production/orders', 'a', { action: 'rollback' }])
    const { commit } = await review(world)
    expect(await git(world.config, 'rev-parse', branch, `${branch}^`)).toBe(`${commit}\n${await world.tip()}`)
  })

  it('takes the place of its own commit also after a host brought the branch up to date', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'b'])
    await review(world)
    await releaseIn(world, ['staging/orders', 'c'])
    const run = await cloneOf(world)
    await run('checkout', '--quiet', branch)
    await run('merge', '--no-edit', 'origin/main')
    await run('push', '--quiet')
    const { commit } = await review(world)
    expect(await git(world.config, 'rev-parse', branch, `${branch}^`)).toBe(`${commit}\n${await world.tip()}`)
  })

  it('never loses the commits of people', async () => {
    const world = await World.create()
    await releaseIn(world, ['staging/orders', 'b'])
    await review(world)
    const run = await cloneOf(world)
    await run('checkout', '--quiet', branch)
    await run('commit', '--quiet', '--allow-empty', '--message=Mine')
    await run('push', '--quiet')
    const refs = await world.refs()
    await releaseIn(world, ['staging/orders', 'c'])
    await expect(review(world)).rejects.toMatchObject({
      code: 'taken',
      message: expect.stringContaining('"Mine"') as string,
    })
    expect((await world.refs()).replaceAll(/.*main.*\n?/g, '')).toBe(refs.replaceAll(/.*main.*\n?/g, ''))
  })

  it('names the source commits that come with a build, as text that begins and ends nothing', async () => {
    const world = await World.create()
    const [first, , last] = [await world.change('2'), await world.change('``` @all'), await world.change('4')]
    await releaseIn(
      world,
      ['production/orders', 'a', builtFrom(first)],
      ['staging/orders', 'b', builtFrom(last)],
    )
    const { body = '' } = (await review(world, { asked: true, dryRun: true })).plan.review ?? {}
    expect(body).toMatch(/````text\n\w{12} Source 4\n\w{12} Source ``` @all\n````/)
  })
})
