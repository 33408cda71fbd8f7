import { openRepository } from '@slipway/git'
import { git, gitEnvironment, importHistory, type ImportedCommit } from '@slipway/testing'
import { chmod, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { VerbOptions } from '../hold/hold.ts'
import { readTrailers } from '../message/trailers.ts'
import { readRelease } from '../release/release.ts'
import { resume } from '../resume/resume.ts'
import { kustomizationOf, releaseCommit } from '../testing/release-commit.ts'
import { digest, World } from '../testing/world.ts'
import { rollback, type RollbackRequest } from './rollback.ts'

const folder = 'overlays/staging/orders'
const now = new Date('2026-11-21T10:00:00Z')

async function back(world: World, request: Partial<RollbackRequest> = {}, options: VerbOptions = {}) {
  return rollback(
    {
      location: { url: world.config, branch: 'main', folder: world.folder },
      environment: 'staging',
      services: ['orders'],
      reason: 'Errors',
      ...request,
    },
    { git: { env: gitEnvironment }, now, ...options },
  )
}

/** A world whose orders were published so often. */
async function publishedWorld(letters: string, more: ImportedCommit[] = []): Promise<World> {
  const world = await World.create()
  await importHistory(world.config, [...[...letters].map((letter) => releaseCommit(letter)), ...more])
  return world
}

async function release(world: World) {
  return readRelease(await world.read(`${folder}/release.yaml`), 'release.yaml')
}

describe.each(['', 'config-repo'] as const)('rollback() with the config repo in %j', (place) => {
  it('makes the build before run, holds it, and touches nothing else', async () => {
    const world = await World.create(place)
    const source = 'a'.repeat(40)
    await importHistory(world.config, [
      releaseCommit('a', { folder: place }),
      releaseCommit('b', { folder: place }),
    ])
    await world.edit(`${folder}/kustomization.yaml`, (text) => `# Mind the sale\n${text}`)
    const before = await world.tip()
    const configuredAs = await openRepository(world.config, { env: gitEnvironment })
    const { plan, commit } = await back(world, { until: '2h' }, { configuredAs })
    expect(await world.tip()).toBe(commit)
    expect(await git(world.config, 'rev-parse', 'main^')).toBe(before)
    const changed = await git(world.config, 'diff', '--name-only', 'main^', 'main')
    const names = ['kustomization.yaml', 'release.yaml']
    expect(changed.split('\n')).toEqual(names.map((name) => path.posix.join(place, folder, name)))
    const text = await world.read(`${folder}/kustomization.yaml`)
    expect(text).toContain('# Mind the sale\n')
    expect(await world.digestOf('orders')).toBe(digest('a'))
    expect(await release(world)).toEqual({
      service: 'orders',
      image: 'ghcr.io/acme/orders',
      digest: digest('a'),
      inputs: digest('0'),
      source: { repository: 'https://example.test/shop.git', commit: source },
      since: '2026-11-21T10:00:00Z',
      hold: { reason: 'Errors', since: '2026-11-21T10:00:00Z', until: '2026-11-21T12:00:00Z' },
    })
    expect(plan).toMatchObject({ outcome: 'roll back', changes: [{ from: digest('b'), to: digest('a') }] })
    expect(readTrailers(await git(world.config, 'log', '-1', '--format=%B', 'main'))).toMatchObject({
      action: 'rollback',
      environments: ['staging'],
      source,
      reason: 'Errors',
    })
  })
})

describe('rollback()', () => {
  it('is done once, however often the same command is given, and goes further for another reason', async () => {
    const world = await publishedWorld('abd')
    await back(world)
    const refs = await world.refs()
    const again = await back(world)
    expect(again).toMatchObject({
      commit: null,
      plan: { outcome: 'nothing to roll back', unchanged: ['orders'] },
    })
    expect(await back(world, { to: digest('b') })).toMatchObject({ commit: null })
    expect(await world.refs()).toBe(refs)
    const further = await back(world, { reason: 'Still errors' })
    expect(further.plan.changes).toMatchObject([
      { from: digest('b'), to: digest('a'), replaces: { reason: 'Errors' } },
    ])
  })

  it('decides again when somebody was faster, from what runs then', async () => {
    const world = await publishedWorld('ab')
    const faster = await publishedWorld('abd')
    await git(world.config, 'fetch', '--quiet', faster.config, 'main:refs/hidden/faster')
    // The first push finds the branch moved between the server's look and its write.
    const hook = path.join(world.config, 'hooks/pre-receive')
    await writeFile(
      hook,
      `#!/bin/sh
git show-ref --quiet refs/hidden/faster || exit 0
unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
git update-ref refs/heads/main refs/hidden/faster && git update-ref -d refs/hidden/faster
`,
    )
    await chmod(hook, 0o755)
    const { plan } = await back(world)
    expect(plan.changes).toMatchObject([{ from: digest('d'), to: digest('b') }])
    expect(plan.tip).toBe(await faster.tip())
  })

  it('keeps what was rolled back from coming back by itself after a resume, and nothing newer', async () => {
    const world = await World.create()
    await world.publish(await world.change('2'), { orders: 'a' })
    const bad = await world.change('3')
    await world.publish(bad, { orders: 'b' })
    const configuredAs = await openRepository(world.config, { env: gitEnvironment })
    await back(world, {}, { configuredAs })
    const location = { url: world.config, branch: 'main', folder: '' }
    const request = { location, environment: 'staging', services: ['orders'] }
    await resume(request, { git: { env: gitEnvironment }, configuredAs })
    await expect(world.publish(bad, { orders: 'b' })).rejects.toMatchObject({ code: 'reverted' })
    expect(await world.digestOf('orders')).toBe(digest('a'))
    await world.publish(await world.change('4'), { orders: 'd' })
    expect(await world.digestOf('orders')).toBe(digest('d'))
  })

  it('rolls several services back in one commit, or none of them', async () => {
    const world = await publishedWorld('ab', [
      releaseCommit('a', { service: 'carts' }),
      releaseCommit('b', { service: 'carts' }),
    ])
    const refs = await world.refs()
    await expect(back(world, { services: ['orders', 'carts', 'nobody'] })).rejects.toMatchObject({
      code: 'no-overlay',
    })
    expect(await world.refs()).toBe(refs)
    const count = Number(await world.count())
    const { plan } = await back(world, { services: ['orders', 'carts', 'orders'] })
    expect(plan.changes.map(({ service }) => service)).toEqual(['carts', 'orders'])
    expect(Number(await world.count())).toBe(count + 1)
  })

  it('ends an edit by hand, says so, and makes release and image agree when that was the build', async () => {
    const edited = {
      message: 'Away from b',
      files: { [`${folder}/kustomization.yaml`]: kustomizationOf('staging', 'orders', 'a') },
    }
    const world = await publishedWorld('0ab', [edited])
    const { plan } = await back(world, { to: digest('a') })
    expect(plan.changes).toMatchObject([{ from: digest('a'), to: digest('a'), endsHandEdit: true }])
    expect(Object.keys(plan.files)).toContain(`${folder}/release.yaml`)
    expect(await world.digestOf('orders')).toBe(digest('a'))
    expect(await release(world)).toMatchObject({ digest: digest('a'), hold: { reason: 'Errors' } })
  })

  it('keeps what is pending, and where a build was promoted from', async () => {
    const promoted = { from: 'staging', commit: 'e'.repeat(40) }
    const source = { repository: 'https://example.test/shop.git', commit: 'd'.repeat(40) }
    const pending = { image: 'ghcr.io/acme/orders', digest: digest('d'), inputs: digest('0'), source }
    const hold = { reason: 'Wait', since: '2026-11-20T10:00:00Z' }
    const world = await publishedWorld('', [
      releaseCommit('a', { release: { promoted, release: 'v1' } }),
      releaseCommit('b', { release: { hold, pending } }),
    ])
    await back(world)
    expect(await release(world)).toMatchObject({
      promoted,
      release: 'v1',
      pending,
      hold: { reason: 'Errors', since: hold.since },
    })
  })

  it.each([
    ['never-released', { services: ['carts'] }],
    ['no-earlier-build', {}],
    ['unknown-build', { to: 'abcdef' }],
    ['invalid-reason', { reason: ' \n' }],
    ['invalid-time', { until: 'soon' }],
    ['unknown-environment', { environment: 'stagin' }],
    ['invalid-name', { services: ['../orders'] }],
  ] as const)('throws "%s" and pushes nothing for %j', async (code, request) => {
    const world = await publishedWorld('a')
    const refs = await world.refs()
    await expect(back(world, request)).rejects.toMatchObject({ code })
    expect(await world.refs()).toBe(refs)
  })

  it('pushes nothing in a dry run, and then exactly what that said', async () => {
    const world = await publishedWorld('ab')
    const refs = await world.refs()
    const dry = await back(world, {}, { dryRun: true })
    expect(await world.refs()).toBe(refs)
    const { plan } = await back(world)
    expect(plan).toEqual(JSON.parse(JSON.stringify(dry.plan)))
    for (const [name, text] of Object.entries(plan.files))
      expect(await git(world.config, 'show', `main:${name}`)).toBe(text?.trimEnd())
  })
})
