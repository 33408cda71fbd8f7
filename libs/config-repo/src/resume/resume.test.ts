import { git, gitEnvironment, importHistory, type ImportedCommit } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { hold, type VerbOptions } from '../hold/hold.ts'
import { readTrailers } from '../message/trailers.ts'
import { readRelease, type Release } from '../release/release.ts'
import { kustomizationOf, releaseCommit } from '../testing/release-commit.ts'
import { digest, World } from '../testing/world.ts'
import { resume, type ResumeRequest } from './resume.ts'

const folder = 'overlays/staging/orders'
const now = new Date('2026-11-21T10:00:00Z')
const source = { repository: 'https://example.test/shop.git', commit: 'd'.repeat(40) }
const pending = { image: 'ghcr.io/acme/orders', digest: digest('d'), inputs: digest('1'), source }
const held = { reason: 'Wait', since: '2026-11-20T10:00:00Z' }
const ended = { ...held, until: '2026-11-21T10:00:00Z' }
const options: VerbOptions = { git: { env: gitEnvironment }, now }

function locationOf(world: World) {
  return { url: world.config, branch: 'main', folder: '' }
}

async function go(world: World, request: Partial<ResumeRequest> = {}) {
  const usual = { location: locationOf(world), environment: 'staging', services: ['orders'] }
  return resume({ ...usual, ...request }, options)
}

async function worldOf(...commits: ImportedCommit[]): Promise<World> {
  const world = await World.create()
  await importHistory(world.config, commits)
  return world
}

async function release(world: World, path = folder): Promise<Release> {
  return readRelease(await world.read(`${path}/release.yaml`), 'release.yaml')
}

const byHand = {
  message: 'By hand',
  files: { [`${folder}/kustomization.yaml`]: kustomizationOf('staging', 'orders', 'e') },
}

describe('resume()', () => {
  it('deploys what was published while it was held, as a release of its own', async () => {
    const world = await worldOf(releaseCommit('a', { release: { hold: held, pending, release: 'v1' } }))
    const { plan } = await go(world)
    expect(plan.changes).toMatchObject([
      { deploys: 'pending', from: digest('a'), to: digest('d'), dropped: null },
    ])
    expect(await world.digestOf('orders')).toBe(digest('d'))
    expect(await release(world)).toEqual({ service: 'orders', ...pending, since: '2026-11-21T10:00:00Z' })
    const message = await git(world.config, 'log', '-1', '--format=%B', 'main')
    expect(readTrailers(message)).toMatchObject({ action: 'resume', environments: ['staging'] })
  })

  it('forgets that with drop, and changes no image', async () => {
    const world = await worldOf(releaseCommit('a', { release: { hold: held, pending, release: 'v1' } }))
    const { plan } = await go(world, { drop: true })
    expect(plan.changes).toMatchObject([{ deploys: 'nothing new', to: digest('a'), dropped: digest('d') }])
    expect(Object.keys(plan.files)).toEqual([`${folder}/release.yaml`])
    const { hold: none, pending: nothing, ...rest } = await release(world)
    expect([none, nothing, rest.digest, rest.release]).toEqual([undefined, undefined, digest('a'), 'v1'])
  })

  it('ends a hold without anything pending, and then has nothing to do', async () => {
    const world = await worldOf(releaseCommit('a', { release: { hold: held } }))
    expect((await go(world)).plan.changes).toMatchObject([{ hold: held, deploys: 'nothing new' }])
    const refs = await world.refs()
    expect(await go(world)).toMatchObject({
      commit: null,
      plan: { outcome: 'nothing to resume', unchanged: [{ environment: 'staging', service: 'orders' }] },
    })
    expect(await world.refs()).toBe(refs)
  })

  it('ends an edit by hand: back to what was released, or on to what is pending', async () => {
    const world = await worldOf(releaseCommit('a'), byHand)
    expect((await go(world)).plan.changes).toMatchObject([
      { endsHandEdit: true, deploys: 'released', from: digest('e'), to: digest('a') },
    ])
    expect(await world.digestOf('orders')).toBe(digest('a'))
    expect(await release(world)).toMatchObject({ digest: digest('a'), since: '2026-11-21T10:00:00Z' })
    const other = await worldOf(releaseCommit('a', { release: { pending } }), byHand)
    expect((await go(other)).plan.changes).toMatchObject([{ endsHandEdit: true, deploys: 'pending' }])
    expect(await other.digestOf('orders')).toBe(digest('d'))
  })

  it('resumes in every environment what is over by itself, and leaves incidents to people', async () => {
    const world = await worldOf(
      releaseCommit('a', { release: { hold: ended, pending } }),
      releaseCommit('a', { environment: 'production', release: { hold: ended } }),
      releaseCommit('a', { service: 'carts', release: { hold: held } }),
      releaseCommit('a', { service: 'carts', environment: 'production', release: { hold: ended } }),
      {
        message: 'By hand',
        files: {
          'overlays/production/carts/kustomization.yaml': kustomizationOf('production', 'carts', 'e'),
        },
      },
    )
    const { plan, commit } = await go(world, { environment: undefined, services: 'ended' })
    expect(plan.changes.map(({ environment, service, deploys }) => [environment, service, deploys])).toEqual([
      ['staging', 'orders', 'pending'],
      ['production', 'orders', 'nothing new'],
    ])
    expect(plan.skipped).toEqual([{ environment: 'production', service: 'carts' }])
    expect(await git(world.config, 'log', '-1', '--format=%H', 'main')).toBe(commit)
    expect((await release(world, 'overlays/staging/carts')).hold).toEqual(held)
    expect(await go(world, { environment: undefined, services: 'ended' })).toMatchObject({ commit: null })
  })

  it('resumes all that something holds in one environment', async () => {
    const world = await worldOf(
      releaseCommit('a', { release: { hold: held } }),
      releaseCommit('a', { service: 'carts' }),
      releaseCommit('a', { environment: 'production', release: { hold: held } }),
    )
    const { plan } = await go(world, { services: 'all' })
    expect(plan.changes).toMatchObject([{ environment: 'staging', service: 'orders' }])
    expect((await release(world, 'overlays/production/orders')).hold).toEqual(held)
  })
})

describe('hold()', () => {
  it('changes nothing but the release, and nothing at all the second time', async () => {
    const world = await worldOf(
      releaseCommit('a', { release: { pending } }),
      releaseCommit('b', { service: 'carts' }),
    )
    const request = {
      location: locationOf(world),
      environment: 'staging',
      services: ['orders'],
      reason: 'Sale\nday',
    }
    const { plan, commit } = await hold(request, options)
    expect(plan.holds).toEqual([
      {
        service: 'orders',
        reason: 'Sale day',
        since: '2026-11-21T10:00:00Z',
        until: undefined,
        replaces: null,
      },
    ])
    expect(await git(world.config, 'diff', '--name-only', 'main^', 'main')).toBe(`${folder}/release.yaml`)
    expect(await release(world)).toMatchObject({ pending, hold: { reason: 'Sale day' } })
    expect(await hold(request, options)).toMatchObject({ commit: null, plan: { unchanged: ['orders'] } })
    expect(await world.tip()).toBe(commit)
  })

  it('keeps since when a service is held, when reason or end change', async () => {
    const world = await worldOf(releaseCommit('a', { release: { hold: held } }))
    const request = {
      location: locationOf(world),
      environment: 'staging',
      services: ['orders'],
      reason: 'Sale',
      until: '1d',
    }
    await hold(request, options)
    expect((await release(world)).hold).toEqual({
      reason: 'Sale',
      since: held.since,
      until: '2026-11-22T10:00:00Z',
    })
  })

  it('begins anew where a hold is over', async () => {
    const world = await worldOf(releaseCommit('a', { release: { hold: ended } }))
    await hold(
      { location: locationOf(world), environment: 'staging', services: ['orders'], reason: 'Wait' },
      options,
    )
    expect((await release(world)).hold).toEqual({ reason: 'Wait', since: '2026-11-21T10:00:00Z' })
  })
})
