import { git } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { openShop, settingsText } from '../testing/shop.ts'

const routes = `routes:
  - branch: main
    publish: [staging]
  - branch: release/*
    publish: [staging, production]
`

describe('slipway publish --ref', () => {
  it('publishes to where the routes of the config repo send the branch, past others without a hotfix', async () => {
    const { slipway, ship, directory, commit } = await openShop()
    await commit({ 'config-repo/slipway.yaml': `${settingsText}${routes}` })
    await git(directory, 'push', '--quiet')
    for (const root of ['apps/web', 'apps/api', 'apps/static']) await ship(root)
    const { stdout } = await slipway('publish', '--ref', 'refs/heads/release/1', '--json')
    const { environments } = JSON.parse(stdout) as { environments: { environment: string }[] }
    expect(environments.map(({ environment }) => environment)).toEqual(['staging', 'production'])
  })

  it('publishes the branch of nx.json to the first environment where there are no routes', async () => {
    const { slipway, ship } = await openShop()
    for (const root of ['apps/web', 'apps/api', 'apps/static']) await ship(root)
    expect((await slipway('publish', '--ref', 'refs/heads/main')).stdout).toContain('published to staging: ')
  })

  it('does nothing and says why for a branch that goes nowhere, and for a tag, which is promoted', async () => {
    const { slipway, refs } = await openShop()
    const before = await refs()
    const other = await slipway('publish', '--ref', 'refs/heads/feature/x')
    expect(other).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('"refs/heads/feature/x"') as string,
    })
    const tag = await slipway('publish', '--ref', 'refs/tags/v1.2.0', '--json')
    expect(JSON.parse(tag.stdout)).toMatchObject({
      outcome: 'no route',
      ref: 'refs/tags/v1.2.0',
      commit: null,
    })
    expect(tag.stdout).toContain('slipway promote')
    expect(await refs()).toEqual(before)
  })

  it('refuses a ref that may be a branch or a tag, and both ways to say where', async () => {
    const { slipway } = await openShop()
    expect(await slipway('publish', '--ref', 'main')).toMatchObject({ status: 1, stdout: '' })
    expect(await slipway('publish', '--ref', 'refs/heads/main', '--env', 'staging')).toMatchObject({
      status: 2,
    })
  })
})

describe('slipway promote --ref', () => {
  it('promotes to where the route of a tag goes, as a release set of its name', async () => {
    const { slipway, ship } = await openShop()
    for (const root of ['apps/web', 'apps/api', 'apps/static']) await ship(root)
    await slipway('publish', '--env', 'staging')
    const { stdout } = await slipway('promote', '--all', '--ref', 'refs/tags/v1.2.0', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'promote',
      from: 'staging',
      to: 'production',
      release: 'v1.2.0',
    })
  })

  it('does nothing for a branch that is published, and refuses two ways to say where', async () => {
    const { slipway, refs } = await openShop()
    const before = await refs()
    const branch = await slipway('promote', '--all', '--ref', 'refs/heads/main')
    expect(branch).toMatchObject({ status: 0, stdout: expect.stringContaining('refs/heads/main') as string })
    expect(await refs()).toEqual(before)
    const both = ['--ref', 'refs/tags/v1.2.0', '--to', 'production']
    expect(await slipway('promote', '--all', ...both)).toMatchObject({ status: 2 })
  })
})
