import { openRepository } from '@slipway/git'
import { git, gitEnvironment, temporaryDirectory } from '@slipway/testing'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSnapshot } from '../snapshot/read-snapshot.ts'
import { digest, image, World } from '../testing/world.ts'
import type { FindImages } from './publish.ts'

const ref = 'refs/slipway/staging/shop'

describe.each(['', 'config-repo'] as const)('publish() with the config repo in %j', (folder) => {
  it('drops a late build of an older commit, also when the newer one changed nothing', async () => {
    const world = await World.create(folder)
    const a = await world.change('2')
    await world.publish(a, { orders: 'a' })
    const b = await world.change('3')
    const c = await world.change('2')
    await world.publish(c, { orders: 'a' })
    const refs = await world.refs()
    const late = await world.publish(b, { orders: 'b' })
    expect(late).toMatchObject({
      plan: { outcome: 'superseded', environments: [{ order: 'older' }], files: {} },
      commit: null,
    })
    expect(await world.refs()).toBe(refs)
    const forced = await world.publish(b, { orders: 'b' }, { allowOlder: true })
    expect(forced.plan.outcome).toBe('publish')
    expect(await world.digestOf('orders')).toBe(digest('b'))
  })

  it('publishes the digests of before when source was reverted', async () => {
    const world = await World.create(folder)
    await world.publish(await world.change('2'), { orders: 'a' })
    await world.publish(await world.change('3'), { orders: 'b' })
    await world.publish(await world.change('2'), { orders: 'a' })
    expect(await world.digestOf('orders')).toBe(digest('a'))
  })
})

describe('publish()', () => {
  it('points the ref to a commit that tells the source commit and the digests, and that the source need not have', async () => {
    const world = await World.create('')
    const source = await world.change('2')
    await world.publish(source, { orders: 'a', carts: 'b' })
    expect(await git(world.config, 'log', '-1', '--format=%B', ref)).toBe(`Newest source commit considered

Slipway-Considered: ${source}
Slipway-Digest: carts ${digest('b')}
Slipway-Digest: orders ${digest('a')}
`)
    await expect(git(world.config, 'cat-file', '-e', source)).rejects.toThrow('cat-file')
    const before = await world.refs()
    const again = await world.publish(source, { orders: 'a', carts: 'b' })
    expect(again.plan.environments).toMatchObject([{ order: 'same' }])
    expect(await world.refs()).toBe(before)
  })

  it('takes a ref that points to a source commit itself for what it is', async () => {
    const world = await World.create('config-repo')
    const commit = await world.change('2')
    await git(world.config, 'update-ref', ref, commit)
    const { plan } = await world.publish(commit, { orders: 'a' })
    expect(plan.environments).toMatchObject([{ order: 'same' }])
  })

  it('refuses a shallow clone that hides the order of commits, and orders those it lacks by fetching', async () => {
    const world = await World.create()
    const old = await world.change('2')
    const middle = await world.change('3')
    const shallow = path.join(await temporaryDirectory(), 'shallow')
    await git(path.dirname(shallow), 'clone', '--quiet', '--depth=1', `file://${world.source}`, shallow)
    const behind = path.join(await temporaryDirectory(), 'behind')
    await git(path.dirname(behind), 'clone', '--quiet', world.source, behind)
    const newest = await world.change('4')
    await world.publish(old, { orders: 'a' })
    const request = { sourceRepository: await openRepository(shallow, { env: gitEnvironment }) }
    await expect(
      world.publish(middle, { orders: 'b' }, { ...request, sourceUrl: undefined }),
    ).rejects.toMatchObject({ code: 'shallow' })
    await world.publish(newest, { orders: 'b' })
    const sourceRepository = await openRepository(behind, { env: gitEnvironment })
    const late = await world.publish(middle, { orders: 'c' }, { sourceRepository })
    expect(late.plan.outcome).toBe('superseded')
  })

  it('finds the images for what runs, anew on every tip, and not for a build that is superseded', async () => {
    const world = await World.create()
    const [old, newest] = [await world.change('2'), await world.change('3')]
    const seen: (string | undefined)[] = []
    const images: FindImages = async (files) => {
      const runs = (await readSnapshot(files)).overlays.find(
        ({ environment, service }) => environment === 'staging' && service === 'orders',
      )
      seen.push(runs?.image?.digest)
      if (seen.length === 1) await world.publish(newest, { orders: 'a' })
      return [image('orders', 'b')]
    }
    await world.publish(newest, {}, { images })
    expect(seen).toEqual([undefined, image('orders', 'a').digest])
    const late = await world.publish(old, {}, { images })
    expect(late.plan.outcome).toBe('superseded')
    expect(seen).toHaveLength(2)
  })

  it('refuses a history that has nothing in common with the one considered', async () => {
    const world = await World.create()
    await world.publish(await world.change('2'), { orders: 'a' })
    const other = await World.create('config-repo') // Of other files, as equal ones would be the same commit.
    const commit = await other.change('2')
    const sourceRepository = await openRepository(other.source, { env: gitEnvironment })
    const sourceUrl = world.source
    await expect(
      world.publish(commit, { orders: 'b' }, { sourceRepository, sourceUrl }),
    ).rejects.toMatchObject({
      code: 'unrelated-history',
    })
  })
})
