import { git, gitEnvironment, temporaryDirectory } from '@slipway/testing'
import { chmod, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { digest, image, World } from '../testing/world.ts'
import type { FindImages } from './publish.ts'

describe.each(['', 'config-repo'] as const)('publish() with the config repo in %j', (folder) => {
  it('lands both of two publishers that race, as two commits', async () => {
    const world = await World.create(folder)
    const commit = await world.change('2')
    await world.publish(commit, { orders: 'a', carts: 'a' })
    const count = Number(await world.count())
    const results = await Promise.all([
      world.publish(commit, { orders: 'b' }),
      world.publish(commit, { carts: 'c' }, { workspace: 'other' }),
      world.publish(commit, { orders: 'd' }, { environment: 'production', workspace: 'third' }),
    ])
    expect(results.map(({ plan }) => plan.outcome)).toEqual(['publish', 'publish', 'publish'])
    expect(await world.digestOf('orders')).toBe(digest('b'))
    expect(await world.digestOf('carts')).toBe(digest('c'))
    expect(Number(await world.count())).toBe(count + 3)
  })
})

describe('publish()', () => {
  it('plans again on the new tip when somebody was faster, and keeps what they did', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    await world.publish(commit, { orders: 'a' })
    const hook = path.join(world.config, 'hooks/pre-receive')
    const marker = path.join(await temporaryDirectory(), 'once')
    // The first push finds the branch moved between the server's look and its write.
    await writeFile(
      hook,
      `#!/bin/sh
[ -e ${marker} ] && exit 0
touch ${marker}
unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x
git update-ref refs/heads/main $(git commit-tree -p main -m faster main^{tree})
`,
    )
    await chmod(hook, 0o755)
    const waits: number[] = []
    const wait = async (attempt: number) => void waits.push(attempt)
    const { plan } = await world.publish(await world.change('3'), { orders: 'b' }, { wait })
    expect(waits).toEqual([1])
    expect(await git(world.config, 'log', '-1', '--format=%s', 'main^')).toBe('faster')
    expect(plan.tip).toBe(await git(world.config, 'rev-parse', 'main^'))
  })

  it('does not refuse over a push of which it saw one half: the ref, and not yet the branch', async () => {
    const world = await World.create()
    await world.publish(await world.change('2'), { orders: 'a' })
    const commit = await world.change('3')
    await world.publish(commit, { orders: 'b' })
    const tip = await world.tip()
    await git(world.config, 'update-ref', 'refs/heads/main', 'main^')
    const images: FindImages = async () => {
      await git(world.config, 'update-ref', 'refs/heads/main', tip)
      return [image('orders', 'b')]
    }
    const { plan } = await world.publish(commit, {}, { images, wait: async () => {} })
    expect(plan.outcome).toBe('nothing to publish')
    expect(await world.tip()).toBe(tip)
  })

  it('gives up after the given number of tries, having pushed nothing', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    const images: FindImages = async () => {
      await world.edit('slipway.yaml', (text) => `${text}\n# Somebody is faster`)
      return [image('orders', 'a')]
    }
    const waits: number[] = []
    const wait = async (attempt: number) => void waits.push(attempt)
    await expect(world.publish(commit, {}, { images, tries: 3, wait })).rejects.toMatchObject({
      code: 'contended',
    })
    expect(waits).toEqual([1, 2])
    expect(await git(world.config, 'log', '--format=%s', 'main')).toBe('By hand\nBy hand\nBy hand\nStart')
  })

  it('tells of a lock that a killed Git left at the server, after the tries and after the time', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    const lock = path.join(world.config, 'refs/heads/main.lock')
    await writeFile(lock, '')
    const refs = await world.refs()
    const failure = { code: 'locked', message: expect.stringContaining(path.basename(lock)) }
    await expect(world.publish(commit, { orders: 'a' }, { tries: 1 })).rejects.toMatchObject(failure)
    const over = new AbortController()
    const untilOver = { git: { env: gitEnvironment, signal: over.signal }, wait: async () => over.abort() }
    await expect(world.publish(commit, { orders: 'a' }, untilOver)).rejects.toMatchObject(failure)
    expect(await world.refs()).toBe(refs)
    await rm(lock)
    expect((await world.publish(commit, { orders: 'a' })).plan.outcome).toBe('publish')
  })

  it('moves branch and ref together or not at all', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    const hook = path.join(world.config, 'hooks/update')
    await writeFile(hook, '#!/bin/sh\ncase $1 in refs/slipway/*) exit 1;; esac\n')
    await chmod(hook, 0o755)
    const refs = await world.refs()
    await expect(world.publish(commit, { orders: 'a' })).rejects.toMatchObject({ code: 'rejected' })
    expect(await world.refs()).toBe(refs)
  })
})
