import { git, gitEnvironment } from '@slipway/testing'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { PublishOptions } from './publish.ts'
import { digest, World } from '../testing/world.ts'

/** Waits until the test has made the file `go`, or 10 s. */
const waitForGo = 'for i in $(seq 200); do [ -e go ] && break; sleep 0.05; done'

async function writeHook(world: World, name: string, ...lines: string[]): Promise<void> {
  const file = path.join(world.config, 'hooks', name)
  await writeFile(file, ['#!/bin/sh', ...lines, ''].join('\n'))
  await chmod(file, 0o755)
}

/** Options with which the time is over as soon as a hook has made the file `here`. */
function until({ config }: World): PublishOptions {
  const controller = new AbortController()
  const look = async () => {
    while (!controller.signal.aborted) {
      if (existsSync(path.join(config, 'here'))) controller.abort()
      await setTimeout(20)
    }
  }
  void look()
  onTestFinished(() => controller.abort())
  return { git: { env: gitEnvironment, signal: controller.signal } }
}

function neverFound(): Promise<never> {
  return new Promise(() => {})
}

describe('publish() whose time is over', () => {
  it('throws "timed-out" when a server does not answer, having pushed nothing', async () => {
    const world = await World.create()
    const server = createServer(() => {}).listen(0, '127.0.0.1')
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.git`
    const location = { url, branch: 'main', folder: '' }
    const commit = await world.change('2')
    await expect(world.publish(commit, { orders: 'a' }, { location, timeoutMs: 1000 })).rejects.toMatchObject(
      {
        code: 'timed-out',
        message: expect.stringContaining('nothing was pushed') as string,
      },
    )
  })

  it('throws "timed-out" when the images are not found in time', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    await expect(world.publish(commit, {}, { images: neverFound, timeoutMs: 1500 })).rejects.toMatchObject({
      code: 'timed-out',
    })
  })

  it('succeeds when the server had taken the push already', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    await writeHook(world, 'post-receive', 'touch here', waitForGo)
    const { plan, commit: made } = await world.publish(commit, { orders: 'a' }, until(world))
    await writeFile(path.join(world.config, 'go'), '')
    expect(plan.outcome).toBe('publish')
    expect(await world.tip()).toBe(made)
  })

  it('succeeds also when others pushed on top of it since', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    await writeHook(
      world,
      'post-receive',
      'export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x',
      'git update-ref refs/heads/main $(git commit-tree -p main -m later main^{tree})',
      'touch here',
      waitForGo,
    )
    const { commit: made } = await world.publish(commit, { orders: 'a' }, until(world))
    await writeFile(path.join(world.config, 'go'), '')
    expect(await git(world.config, 'rev-parse', 'main^')).toBe(made)
  })

  it('throws "timed-out" when the server is still at work, and the same again makes no second commit', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    await writeHook(world, 'pre-receive', '[ -e here ] && exit 0', 'touch here', waitForGo)
    const count = Number(await world.count())
    await expect(world.publish(commit, { orders: 'a' }, until(world))).rejects.toMatchObject({
      code: 'timed-out',
    })
    await writeFile(path.join(world.config, 'go'), '')
    await world.publish(commit, { orders: 'a' })
    expect(await world.digestOf('orders')).toBe(digest('a'))
    expect(Number(await world.count())).toBe(count + 1)
  })

  it('throws "in-doubt" when the server no longer answers', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    const away = ['here=$PWD', 'mv "$here" "$here.gone"', 'mkdir "$here"', 'touch "$here/here"']
    await writeHook(world, 'pre-receive', ...away, waitForGo)
    await expect(world.publish(commit, { orders: 'a' }, until(world))).rejects.toMatchObject({
      code: 'in-doubt',
    })
    await writeFile(path.join(`${world.config}.gone`, 'go'), '')
  })
})
