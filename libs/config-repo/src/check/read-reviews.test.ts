import { openRepository } from '@slipway/git'
import { git, gitEnvironment, temporaryDirectory } from '@slipway/testing'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { addFile, cloneOf, editRelease, promoteIn, releaseIn } from '../testing/promotions.ts'
import { World } from '../testing/world.ts'
import { readReviews } from './read-reviews.ts'

const branch = 'promote/production/orders'

/** Services of a review whose overlay has changed since it was made, as a clone sees it that is on the branch. */
async function stale(
  world: World,
  { depth, at = branch, meanwhile }: { depth?: number; at?: string; meanwhile?: () => Promise<void> } = {},
): Promise<readonly string[]> {
  const folder = path.join(await temporaryDirectory(), 'clone')
  const limit = depth === undefined ? [] : [`--depth=${depth}`]
  await git(
    path.dirname(folder),
    'clone',
    '--quiet',
    `--branch=${at}`,
    ...limit,
    `file://${world.config}`,
    folder,
  )
  const own = await openRepository(folder, { env: gitEnvironment })
  const head = await git(folder, 'rev-parse', 'HEAD')
  const configuration = await git(folder, 'config', '--local', '--list')
  await meanwhile?.()
  const location = { url: world.config, branch: 'main', folder: world.folder }
  const states = await readReviews({ location, own, isOwn: true, head }, { git: { env: gitEnvironment } })
  expect(await git(folder, 'config', '--local', '--list')).toBe(configuration)
  return states
    .filter((state) => state.branch === (at === 'main' ? branch : null))
    .flatMap(({ changed }) => changed)
}

async function underReview(folder: '' | 'config-repo' = ''): Promise<World> {
  const world = await World.create(folder)
  await releaseIn(world, ['staging/orders', 'a'], ['production/orders', 'a'], ['staging/orders', 'b'])
  await promoteIn(world, ['orders'], { branch: true })
  return world
}

describe.each(['', 'config-repo'] as const)('readReviews() with the config repo in %j', (folder) => {
  it('takes a review for current when the source environment or other things moved on', async () => {
    const world = await underReview(folder)
    await releaseIn(world, ['staging/orders', 'c'], ['production/carts', 'd'])
    await addFile(world, 'base/orders/more.yaml', '')
    expect(await stale(world)).toEqual([])
  })

  it('takes it for stale when its target changed or was held, until it is renewed', async () => {
    const world = await underReview(folder)
    await addFile(world, 'overlays/production/orders/patch.yaml', '')
    expect(await stale(world)).toEqual(['orders'])
    await promoteIn(world, ['orders'], { branch: true })
    expect(await stale(world)).toEqual([])
    const hold = { reason: 'Wait', since: '2026-11-21T09:30:00Z' }
    await editRelease(world, 'production/orders', (release) => ({ ...release, hold }))
    expect(await stale(world)).toEqual(['orders'])
  })

  it('sees that also after a host rebased the branch or merged the other one into it, and in a shallow clone', async () => {
    const world = await underReview(folder)
    await addFile(world, 'overlays/production/orders/patch.yaml', '')
    const run = await cloneOf(world)
    await run('checkout', '--quiet', branch)
    await run('rebase', '--quiet', 'origin/main')
    await run('push', '--quiet', '--force')
    expect(await stale(world)).toEqual(['orders'])
    await addFile(world, 'overlays/production/orders/other.yaml', '')
    await run('fetch', '--quiet')
    await run('merge', '--quiet', '--no-ff', '--no-edit', 'origin/main')
    await run('push', '--quiet')
    expect(await stale(world, { depth: 1 })).toEqual(['orders'])
  })
})

describe('readReviews()', () => {
  it.each([
    ['a merge', ['merge', '--no-ff', '--message=Merge the review']],
    ['a squash', ['merge', '--squash']],
    ['a rebase', ['cherry-pick', '--no-edit']],
  ])('does not call a branch stale that was merged by %s and left behind', async (_, how) => {
    const world = await underReview()
    await releaseIn(world, ['production/carts', 'd'])
    const run = await cloneOf(world)
    await run(...how, `origin/${branch}`)
    await run('commit', '--quiet', '--allow-empty', '--message=Release (#7)')
    await run('push', '--quiet')
    await addFile(world, 'overlays/production/orders/patch.yaml', '')
    await releaseIn(world, ['production/orders', 'c'])
    expect(await stale(world, { at: 'main' })).toEqual([])
  })

  it('fetches what a clone lacks, and leaves it a clone of everything', async () => {
    const world = await underReview()
    const meanwhile = () => addFile(world, 'overlays/production/orders/patch.yaml', '')
    expect(await stale(world, { meanwhile })).toEqual(['orders'])
  })

  it('tells of review branches from any other commit', async () => {
    const world = await underReview()
    await addFile(world, 'overlays/production/orders/patch.yaml', '')
    expect(await stale(world, { at: 'main' })).toEqual(['orders'])
  })
})
