import { git, gitEnvironment, importHistory, temporaryDirectory, writeFiles } from '@slipway/testing'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { kustomizationOf, releaseCommit } from '../testing/release-commit.ts'
import { digest, World } from '../testing/world.ts'
import { withHistory, type HistoryQuery } from './history.ts'
import { runsOf, type ReleaseEvent } from './release-event.ts'

const kustomization = 'overlays/staging/orders/kustomization.yaml'

async function releases(
  world: World,
  query: Partial<HistoryQuery> = {},
  cache?: string,
): Promise<ReleaseEvent[]> {
  const location = { url: world.config, branch: 'main', folder: world.folder }
  const at = await world.tip()
  return withHistory(location, { git: { env: gitEnvironment }, cache }, (history) =>
    history.releases(at, { environment: 'staging', services: ['orders'], ...query }),
  )
}

/** What happened, the newest first: `publish a→b`. */
async function tell(world: World, query?: Partial<HistoryQuery>): Promise<string[]> {
  const events = await releases(world, query)
  return events.map(({ action, before, after }) => `${action} ${letter(before)}→${letter(after)}`)
}

function letter(overlay: ReleaseEvent['before']): string {
  return runsOf(overlay)?.replace('sha256:', '')[0] ?? 'none'
}

async function clone(world: World): Promise<(...args: string[]) => Promise<string>> {
  const folder = path.join(await temporaryDirectory(), 'clone')
  await git(path.dirname(folder), 'clone', '--quiet', world.config, folder)
  return (...args) => git(folder, ...args)
}

/** Publishes orders again and again, in one process. */
async function publishOrders(world: World, letters: string): Promise<void> {
  await importHistory(
    world.config,
    [...letters].map((each) => releaseCommit(each)),
  )
}

describe.each(['', 'config-repo'] as const)('History.releases() with the config repo in %j', (folder) => {
  it('tells publishes, hand edits and reverts as what they are, the newest first', async () => {
    const world = await World.create(folder)
    await importHistory(world.config, [releaseCommit('a', { folder }), releaseCommit('b', { folder })])
    await world.edit(kustomization, (text) => text.replace(digest('b'), digest('c')))
    const run = await clone(world)
    await run('revert', '--no-edit', 'HEAD')
    await run('revert', '--no-edit', 'HEAD~2')
    await run('push', '--quiet')
    expect(await tell(world)).toEqual([
      'revert b→a',
      'revert c→b',
      'by hand b→c',
      'publish a→b',
      'publish none→a',
    ])
    const [newest] = await releases(world)
    expect(newest).toMatchObject({
      service: 'orders',
      commit: await world.tip(),
      author: { name: 'Test Author' },
      after: { release: { digest: digest('a') } },
    })
  })

  it('leaves out what changes neither image nor release, and other services and environments', async () => {
    const world = await World.create(folder)
    await world.publish(await world.change('2'), { orders: 'a' })
    await world.publish(await world.change('x'), { carts: 'b' })
    await world.publish(await world.change('y'), { orders: 'c' }, { environment: 'production' })
    await world.edit(kustomization, (text) => `# Two at least\n${text}`)
    expect(await tell(world)).toEqual(['publish none→a'])
    expect(await tell(world, { services: undefined })).toEqual(['publish none→b', 'publish none→a'])
    expect(await tell(world, { services: undefined, limit: 1 })).toEqual(['publish none→b'])
  })
})

describe('History.releases()', () => {
  it('dates what a merge brought by the merge, and names who made it', async () => {
    const world = await World.create()
    await publishOrders(world, 'a')
    const run = await clone(world)
    await run('switch', '--quiet', '--create', 'review')
    await setImage(run, 'b')
    await run('commit', '--quiet', '--all', '--author=Ann <ann@example.test>', '--message=Try b')
    await setImage(run, 'c')
    await run('commit', '--quiet', '--all', '--author=Ann <ann@example.test>', '--message=Try c')
    const origin = await run('rev-parse', 'HEAD')
    await run('switch', '--quiet', 'main')
    await importHistory(world.config, [releaseCommit('d', { service: 'carts' })])
    await run('pull', '--quiet', '--rebase')
    await run('merge', '--quiet', '--no-ff', '--no-edit', 'review')
    await run('push', '--quiet')
    const events = await releases(world)
    expect(await tell(world)).toEqual(['by hand a→c', 'publish none→a'])
    expect(events[0]).toMatchObject({ commit: await world.tip(), origin, author: { name: 'Ann' } })
  })

  it('keeps each release in its order where "git pull" merged the branch into a commit of somebody', async () => {
    const world = await World.create()
    await publishOrders(world, 'a')
    const run = await clone(world)
    await run('commit', '--quiet', '--allow-empty', '--message=Mine')
    await publishOrders(world, 'bc')
    await run('pull', '--quiet', '--no-rebase', '--no-edit')
    await run('push', '--quiet')
    expect(await tell(world)).toEqual(['publish b→c', 'publish a→b', 'publish none→a'])
  })

  it('tells an overlay that went, and is not stopped by a commit that nobody could read', async () => {
    const world = await World.create()
    await publishOrders(world, 'a')
    await world.edit('overlays/staging/orders/release.yaml', () => 'service: [\n')
    const run = await clone(world)
    await run('revert', '--no-edit', 'HEAD')
    await run('rm', '-r', '--quiet', 'overlays/staging/orders')
    await run('commit', '--quiet', '--message=Away with it')
    await run('push', '--quiet')
    expect(await tell(world)).toEqual(['by hand a→none', 'revert none→a', 'by hand a→none', 'publish none→a'])
  })

  it('asks nothing of the server for what a cache has', async () => {
    const world = await World.create()
    await publishOrders(world, 'ab')
    const cache = await temporaryDirectory()
    const first = await releases(world, {}, cache)
    const at = await world.tip()
    await rm(world.config, { recursive: true })
    const location = { url: world.config, branch: 'main', folder: '' }
    const again = await withHistory(location, { git: { env: gitEnvironment }, cache }, (history) =>
      history.releases(at, { environment: 'staging', services: ['orders'] }),
    )
    expect(again).toEqual(first)
    expect(first).toHaveLength(2)
  })
})

async function setImage(run: (...args: string[]) => Promise<string>, letters: string): Promise<void> {
  const folder = await run('rev-parse', '--show-toplevel')
  await writeFiles(folder, { [kustomization]: kustomizationOf('staging', 'orders', letters) })
}
