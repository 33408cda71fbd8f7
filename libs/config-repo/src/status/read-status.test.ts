import { openRepository } from '@slipway/git'
import { git, gitEnvironment, importHistory, temporaryDirectory } from '@slipway/testing'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Release } from '../release/release.ts'
import { kustomizationOf, releaseCommit } from '../testing/release-commit.ts'
import { digest, World } from '../testing/world.ts'
import { readStatus, type StatusRequest } from './read-status.ts'
import type { ServiceStatus } from './status.ts'

const now = new Date('2026-11-21T10:00:00Z')
const sourceUrl = 'https://example.test/shop.git'
const hold = { reason: 'Errors', since: '2026-11-20T10:00:00Z' }
const carts = 'overlays/staging/carts'

async function statusOf(world: World, more: Partial<StatusRequest> = {}) {
  const location = { url: world.config, branch: 'main', folder: world.folder }
  return readStatus({ location, ...more }, { git: { env: gitEnvironment }, now })
}

/** By overlay. */
async function servicesOf(
  world: World,
  more?: Partial<StatusRequest>,
): Promise<Record<string, ServiceStatus>> {
  const { environments } = await statusOf(world, more)
  const services = environments.flatMap((one) => one.services)
  return Object.fromEntries(services.map((one) => [`${one.environment}/${one.service}`, one]))
}

/** A clone of the source, whose releases name this URL for it. */
async function clone(world: World, ...options: string[]) {
  const folder = path.join(await temporaryDirectory(), 'source')
  await git(path.dirname(folder), 'clone', '--quiet', ...options, `file://${world.source}`, folder)
  const env = {
    ...gitEnvironment,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `url.file://${world.source}.insteadOf`,
    GIT_CONFIG_VALUE_0: sourceUrl,
  }
  return { repository: await openRepository(folder, { env }), url: sourceUrl }
}

/** A release of a source commit. */
function releaseOf(commit = '', more: Partial<Release> = {}) {
  return { release: { source: { repository: sourceUrl, commit }, ...more } }
}

describe('readStatus()', () => {
  it('tells what runs, since when, and what is out of the ordinary', async () => {
    const world = await World.create()
    const pending = {
      image: 'x',
      digest: digest('d'),
      inputs: digest('0'),
      source: { repository: sourceUrl, commit: 'd'.repeat(40) },
    }
    await importHistory(world.config, [
      releaseCommit('a', { release: { hold, pending, since: '2026-11-19T08:00:00Z', release: 'v1' } }),
      releaseCommit('b', { service: 'carts' }),
      {
        message: 'Back',
        author: 'Cy',
        time: 1_700_000_000,
        files: { [`${carts}/kustomization.yaml`]: kustomizationOf('staging', 'carts', 'e') },
      },
      releaseCommit('a', {
        environment: 'production',
        release: { hold: { ...hold, until: '2026-11-21T10:00:00Z' } },
      }),
    ])
    const services = await servicesOf(world)
    expect(Object.keys(services)).toEqual([
      'staging/carts',
      'staging/orders',
      'production/carts',
      'production/orders',
    ])
    expect(services['staging/orders']).toEqual({
      environment: 'staging',
      service: 'orders',
      state: 'held',
      runs: digest('a'),
      since: '2026-11-19T08:00:00Z',
      source: { repository: sourceUrl, commit: 'a'.repeat(40) },
      release: 'v1',
      behind: null,
      hold,
      edit: null,
      pending,
      hotfix: null,
      problem: null,
    })
    expect(services['staging/carts']).toMatchObject({
      state: 'edited by hand',
      runs: digest('e'),
      since: '2023-11-14T22:13:20Z',
      source: null,
      edit: { released: digest('b'), author: 'Cy' },
    })
    expect(services['production/orders']).toMatchObject({
      state: 'hold is over',
      behind: { commits: 0, ahead: 0, days: 0 },
    })
    expect(services['production/carts']).toMatchObject({ state: 'never released', runs: null, behind: null })
  })

  it('tells of a review since when it is merged, whatever was changed of its release afterwards', async () => {
    const world = await World.create()
    const [merged, later] = [1_700_000_000, 1_700_100_000]
    await importHistory(world.config, [
      releaseCommit('a', { environment: 'production', time: 1_600_000_000 }),
      releaseCommit('b', { environment: 'production', time: merged }),
      releaseCommit('b', { environment: 'production', time: later, release: { hold } }),
      releaseCommit('a', { time: later, release: { since: '2026-11-19T08:00:00Z' } }),
    ])
    const services = await servicesOf(world)
    expect(services['production/orders']).toMatchObject({ state: 'held', since: '2023-11-14T22:13:20Z' })
    expect(services['staging/orders']).toMatchObject({ since: '2026-11-19T08:00:00Z' })
  })

  it('shows the others where one cannot be read, and one environment alone when asked', async () => {
    const world = await World.create()
    await importHistory(world.config, [
      releaseCommit('a'),
      { message: 'Oops', files: { [`${carts}/release.yaml`]: 'service: [\n' } },
    ])
    const services = await servicesOf(world, { environment: 'staging' })
    expect(Object.keys(services)).toEqual(['staging/carts', 'staging/orders'])
    expect(services['staging/carts']).toMatchObject({
      state: 'unreadable',
      problem: expect.stringContaining(`${carts}/release.yaml:`) as string,
    })
    await expect(statusOf(world, { environment: 'stagin' })).rejects.toMatchObject({
      code: 'unknown-environment',
    })
  })

  it('counts commits and days behind: the first environment behind the source, another behind the one before', async () => {
    const world = await World.create()
    const day = 86_400
    const start = 1_700_000_000
    const commit = (n: number) => ({ message: `Source ${n}`, files: { a: `${n}` }, time: start + n * day })
    await importHistory(world.source, [
      commit(1),
      commit(2),
      commit(3),
      { ...commit(4), message: 'Publish\n\nSlipway-Action: publish\n' },
      commit(5),
    ])
    const [old, newer, newest] = await Promise.all(
      ['main~4', 'main~3', 'main'].map((name) => git(world.source, 'rev-parse', name)),
    )
    await importHistory(world.config, [
      releaseCommit('a', { environment: 'production', ...releaseOf(old) }),
      releaseCommit('b', releaseOf(newer)),
    ])
    const source = await clone(world)
    const status = await statusOf(world, { source })
    expect(status).toMatchObject({
      newestSource: newest,
      environments: [{ after: 'source' }, { after: 'staging' }],
    })
    const services = await servicesOf(world, { source })
    expect(services['staging/orders']?.behind).toEqual({ commits: 2, ahead: 0, days: 3 })
    expect(services['production/orders']?.behind).toEqual({ commits: 1, ahead: 0, days: 1 })

    // What a later commit still wanted is as new as that one.
    await world.publish(newest ?? '', { orders: 'b' })
    expect((await servicesOf(world, { source }))['staging/orders']?.behind).toEqual({
      commits: 0,
      ahead: 0,
      days: 0,
    })
  })

  it('guesses nothing: not in a shallow clone, without one, or in one of another source', async () => {
    const world = await World.create()
    const first = await world.change('2')
    await world.publish(first, { orders: 'a' })
    await world.change('3')
    await world.change('4')
    const shallow = await clone(world, '--depth=1')
    expect((await servicesOf(world, { source: shallow }))['staging/orders']?.behind).toBeNull()
    expect((await statusOf(world, { source: shallow })).newestSource).toBeNull()
    const other = { ...(await clone(world)), url: world.source }
    expect((await servicesOf(world, { source: other }))['staging/orders']?.behind).toBeNull()
    expect((await servicesOf(world))['staging/orders']?.behind).toBeNull()
    expect((await servicesOf(world, { source: await clone(world) }))['staging/orders']?.behind).toMatchObject(
      { commits: 2 },
    )
  })

  it('shows a hotfix until the environment before has caught up', async () => {
    const world = await World.create()
    const [base, fix] = [await world.change('2'), await world.change('3')]
    const hotfix = { hotfix: { reason: 'Orders are lost' } }
    await importHistory(world.config, [
      releaseCommit('a', releaseOf(base)),
      releaseCommit('b', { environment: 'production', ...releaseOf(fix, hotfix) }),
    ])
    const source = await clone(world)
    const found = async () => (await servicesOf(world, { source }))['production/orders']
    expect(await found()).toMatchObject({
      behind: { commits: 0, ahead: 1 },
      hotfix: { reason: 'Orders are lost', caughtUp: false },
    })
    const elsewhere = { ...source, findParts: async () => new Map([['orders', ['docs', '']]]) }
    expect((await servicesOf(world, { source: elsewhere }))['production/orders']).toMatchObject({
      behind: { commits: 0, ahead: 0 },
      hotfix: { caughtUp: false },
    })
    await importHistory(world.config, [releaseCommit('d', releaseOf(fix))])
    expect(await found()).toMatchObject({ hotfix: { caughtUp: true } })
    expect((await servicesOf(world))['production/orders']).toMatchObject({ hotfix: { caughtUp: null } })
  })
})
