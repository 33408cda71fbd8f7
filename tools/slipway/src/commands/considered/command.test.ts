import { createBareRepository, git } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { configFiles, openShop, settingsText } from '../../testing/shop.ts'

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
    const both = ['--env', 'staging', '--env', 'production']
    expect(await slipway('considered', ...both)).toMatchObject({ status: 0, stdout: '' })
    const { stdout } = await slipway('considered', '--env', 'production', '--json')
    expect(JSON.parse(stdout)).toEqual({
      environments: ['production'],
      workspace: 'shop',
      commit: null,
    })
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

  it('follows the routes of a branch, and gives what all environments have considered', async () => {
    const { slipway, ship, directory, commit } = await openShop()
    const considered = async (...args: string[]) => (await slipway('considered', ...args)).stdout.trim()
    const settings = `${settingsText}routes: [{ branch: main, publish: [staging, production] }]\n`
    const first = await commit({ 'config-repo/slipway.yaml': settings })
    await git(directory, 'push', '--quiet')
    for (const root of roots) await ship(root)
    await slipway('publish', '--ref', 'refs/heads/main')
    await commit({ 'README.md': '# Shop\n' })
    await slipway('publish', '--env', 'staging')
    expect(await considered('--ref', 'refs/heads/main')).toBe(first)
    expect(await considered('--env', 'staging,production')).toBe(first)
    expect(await considered('--env', 'staging')).toBe(await git(directory, 'rev-parse', 'HEAD'))
    expect(await considered('--ref', 'refs/heads/other')).toBe('')
  })

  it('refuses an environment that slipway.yaml does not have, rather than call everything affected', async () => {
    const { slipway } = await openShop()
    expect(await slipway('considered', '--env', 'stagin')).toMatchObject({ status: 1, stdout: '' })
    expect(await slipway('considered')).toMatchObject({ status: 2, stdout: '' })
  })
})
