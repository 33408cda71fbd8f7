import { createBareRepository, git } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { configFiles, openShop } from '../../testing/shop.ts'

const roots = ['apps/web', 'apps/api', 'apps/static']

describe('slipway considered', () => {
  it('prints nothing on stdout before the first publish, and its source commit after it', async () => {
    const { slipway, ship, directory } = await openShop()
    for (const root of roots) await ship(root)
    expect(await slipway('considered', '--env', 'staging')).toMatchObject({
      status: 0,
      stdout: '',
      stderr: expect.stringContaining('"staging"') as string,
    })
    await slipway('publish', '--env', 'staging')
    const commit = await git(directory, 'rev-parse', 'HEAD')
    expect(await slipway('considered', '--env', 'staging')).toEqual({
      status: 0,
      stdout: `${commit}\n`,
      stderr: '',
    })
    const { stdout } = await slipway('considered', '--env', 'production', '--json')
    expect(JSON.parse(stdout)).toEqual({ environment: 'production', workspace: 'shop', commit: null })
  })

  it('knows it also where the config repo lies elsewhere, and has no such commit', async () => {
    const { slipway, ship, commit } = await openShop()
    const configRepo = await createBareRepository(configFiles())
    const plugins = [{ plugin: 'slipway/plugin', options: { configRepo } }]
    const source = await commit({ 'nx.json': JSON.stringify({ plugins }) })
    for (const root of roots) await ship(root)
    expect(await slipway('publish', '--env', 'staging')).toMatchObject({ status: 0 })
    expect(await slipway('considered', '--env', 'staging')).toMatchObject({ stdout: `${source}\n` })
  })

  it('refuses an environment that slipway.yaml does not have, rather than call everything affected', async () => {
    const { slipway } = await openShop()
    expect(await slipway('considered', '--env', 'stagin')).toMatchObject({ status: 1, stdout: '' })
    expect(await slipway('considered')).toMatchObject({ status: 2, stdout: '' })
  })
})
