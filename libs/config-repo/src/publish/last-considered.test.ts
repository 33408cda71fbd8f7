import { openRepository } from '@slipway/git'
import { git, gitEnvironment, temporaryDirectory } from '@slipway/testing'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { World } from '../testing/world.ts'

describe.each(['', 'config-repo'] as const)('lastConsidered() with the config repo in %j', (folder) => {
  it('gives the source commit of the newest publish, one per environment and workspace', async () => {
    const world = await World.create(folder)
    expect(await world.lastConsidered()).toBeNull()
    const commit = await world.change('2')
    await world.publish(commit, { orders: 'a' })
    expect(await world.lastConsidered()).toBe(commit)
    expect(await world.lastConsidered({ environment: 'production' })).toBeNull()
    expect(await world.lastConsidered({ workspace: 'sho' })).toBeNull()
  })
})

describe('lastConsidered()', () => {
  it('brings the commit into a clone that lacks it', async () => {
    const world = await World.create()
    const behind = path.join(await temporaryDirectory(), 'behind')
    await git(path.dirname(behind), 'clone', '--quiet', world.source, behind)
    const sourceRepository = await openRepository(behind, { env: gitEnvironment })
    const commit = await world.change('2')
    await world.publish(commit, { orders: 'a' })
    expect(await world.lastConsidered({ sourceRepository })).toBe(commit)
    expect(await sourceRepository.resolve(commit)).toBe(commit)
  })

  it('throws "unknown-source" for a commit that is nowhere, and "unknown-environment"', async () => {
    const world = await World.create()
    await world.publish(await world.change('2', { push: false }), { orders: 'a' })
    const sourceRepository = await openRepository(world.source, { env: gitEnvironment })
    await expect(world.lastConsidered({ sourceRepository })).rejects.toMatchObject({ code: 'unknown-source' })
    await expect(world.lastConsidered({ environment: 'stagin' })).rejects.toMatchObject({
      code: 'unknown-environment',
    })
  })
})
