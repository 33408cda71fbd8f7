import { git, temporaryDirectory } from '@slipway/testing'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { World } from '../testing/world.ts'

/** Publishes three builds, the last one by a service more, and gives the commits that the branch has then. */
async function publishThrice(world: World, url: string, between: () => Promise<void>): Promise<string[]> {
  const location = { url, branch: 'main', folder: '' }
  for (const letter of ['a', 'b', 'c']) {
    const { plan } = await world.publish(
      await world.change(letter),
      { orders: letter, carts: letter },
      { location },
    )
    expect(plan.outcome).toBe('publish')
    await between()
  }
  await git(url, 'fsck', '--strict', '--no-dangling')
  return (await git(url, 'log', '--format=%s', 'main')).split('\n')
}

const published = Array.from({ length: 3 }, () => 'Publish 2 services to staging')

describe('publish()', () => {
  it('needs no leave to rewind, and passes the checks of a strict server', async () => {
    const world = await World.create()
    for (const option of ['receive.denyNonFastForwards', 'receive.denyDeletes', 'transfer.fsckObjects'])
      await git(world.config, 'config', option, 'true')
    expect(await publishThrice(world, world.config, async () => {})).toEqual([...published, 'Start'])
  })

  it('works with a server that packs its refs and objects', async () => {
    const world = await World.create()
    const pack = async () => void (await git(world.config, 'gc', '--quiet', '--prune=now'))
    expect(await publishThrice(world, world.config, pack)).toEqual([...published, 'Start'])
  })

  it('works with a server that borrows its objects from another repository', async () => {
    const world = await World.create()
    const fork = path.join(await temporaryDirectory(), 'fork.git')
    await git('/', 'clone', '--quiet', '--bare', '--shared', world.config, fork)
    expect(await publishThrice(world, fork, async () => {})).toEqual([...published, 'Start'])
  })

  it('works with a server whose ids are of SHA-256, for source with ids of SHA-1', async () => {
    const world = await World.create()
    const url = path.join(await temporaryDirectory(), 'sha256.git')
    await git('/', 'init', '--quiet', '--bare', '--object-format=sha256', '--initial-branch=main', url)
    const tree = await temporaryDirectory()
    await git('/', 'clone', '--quiet', world.config, tree)
    await rm(path.join(tree, '.git'), { recursive: true })
    await git(tree, 'init', '--quiet', '--object-format=sha256', '--initial-branch=main')
    await git(tree, 'add', '--all')
    await git(tree, 'commit', '--quiet', '--message=Start')
    await git(tree, 'push', '--quiet', url, 'main')
    expect(await publishThrice(world, url, async () => {})).toEqual([...published, 'Start'])
  })
})
