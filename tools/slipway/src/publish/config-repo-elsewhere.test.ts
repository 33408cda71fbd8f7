import { createBareRepository, describeWith, git, serveRepository, startRegistry } from '@slipway/testing'
import { openStore } from '@slipway/oci'
import { describe, expect, it } from 'vitest'
import { configFiles, openShop, type Shop } from '../testing/shop.ts'

async function shipAll(shop: Shop): Promise<void> {
  for (const root of ['apps/web', 'apps/api', 'apps/static']) await shop.ship(root)
}

describe('slipway publish', () => {
  it('publishes to a config repo behind another URL as to one in the workspace', async () => {
    const shop = await openShop()
    await shipAll(shop)
    const elsewhere = await createBareRepository(configFiles())
    const source = await shop.commit({
      'nx.json': JSON.stringify({
        plugins: [{ plugin: 'slipway/plugin', options: { configRepo: `${elsewhere}#main` } }],
      }),
    })
    const before = await shop.refs()
    const { plan, commit } = await shop.publish()
    expect(plan.changes.map(({ service }) => service)).toEqual(['api', 'static', 'web'])
    expect(await git(elsewhere, 'rev-parse', 'main')).toBe(commit)
    expect(await git(elsewhere, 'show', 'main:overlays/staging/web/release.yaml')).toContain(source)
    expect(await git(elsewhere, 'for-each-ref', '--format=%(refname)', 'refs/slipway')).toBe(
      'refs/slipway/staging/shop',
    )
    expect(await shop.refs()).toEqual(before)

    // The next one finds what this one recorded there.
    expect((await shop.publish()).plan).toMatchObject({
      outcome: 'nothing to publish',
      environments: [{ order: 'same' }],
    })
    await shop.commit({ 'README.md': '# Shop\n' })
    expect((await shop.publish()).plan).toMatchObject({
      outcome: 'nothing to publish',
      environments: [{ order: 'newer' }],
    })
    expect((await shop.publish({ source })).plan.outcome).toBe('superseded')
  })

  it('publishes over HTTP with the credentials of a URL, and neither prints nor stores them', async () => {
    const shop = await openShop()
    await shipAll(shop)
    await git(shop.origin, 'config', 'http.receivepack', 'true')
    const url = await serveRepository(shop.origin, { user: { username: 'robot', password: 't0ken' } })
    await git(shop.directory, 'remote', 'set-url', 'origin', url.replace('//', '//robot:t0ken@'))
    const published = await shop.slipway('publish', '--env', 'staging', '--json')
    const considered = await shop.slipway('considered', '--env', 'staging')
    expect([published.status, considered.status]).toEqual([0, 0])
    const stored = await git(shop.origin, 'log', '--all', '--patch')
    expect(stored).toContain(`repository: ${url}`)
    await git(shop.directory, 'remote', 'set-url', 'origin', url.replace('//', '//robot:t0ken2@'))
    const refused = await shop.slipway('publish', '--env', 'staging')
    expect(refused).toMatchObject({ status: 1, stdout: '' })
    expect(JSON.stringify([published, considered, refused, stored])).not.toMatch(/robot|t0ken/)
  })

  it('lands both of two that run at once', async () => {
    const shop = await openShop()
    await shipAll(shop)
    const results = await Promise.all([
      shop.publish(),
      shop.publish({ environmentNames: ['production'], hotfix: { reason: 'Both at once' } }),
    ])
    const commits = new Set(results.map(({ commit }) => commit))
    const landed = (await git(shop.origin, 'log', '-2', '--format=%H', 'main')).split('\n')
    expect(new Set(landed)).toEqual(commits)
  })

  it('runs no code of the commit that it reads', async () => {
    const shop = await openShop()
    await shipAll(shop)
    await shop.publish()
    await shop.forget()
    await shop.commit({
      'nx.json': JSON.stringify({ plugins: ['./trap.js', { plugin: 'slipway/plugin' }] }),
      'trap.js': 'process.exit(99)\n',
      'package.json': JSON.stringify({ name: '@acme/shop', scripts: { preinstall: 'exit 99' } }),
    })
    expect(await shop.slipway('publish', '--env', 'staging')).toMatchObject({ status: 0 })
  })
})

describeWith(['registry'], 'slipway publish with a registry', () => {
  it('publishes digests that the registry has, by the tag of their inputs', async () => {
    const { host } = await startRegistry()
    const shop = await openShop({ store: host })
    await shipAll(shop)
    await shop.forget()
    const { plan } = await shop.publish()
    expect(plan.changes).toHaveLength(3)
    for (const { service, to } of plan.changes) {
      expect(await openStore(host).has(`shop/${service}`, to)).toBe(true)
    }
  })

  it('refuses what was not pushed there', async () => {
    const { host } = await startRegistry()
    const shop = await openShop({ store: host })
    await shop.ship('apps/api')
    await shop.ship('apps/static')
    await shop.build('apps/web')
    const before = await shop.refs()
    await expect(shop.publish()).rejects.toMatchObject({ code: 'not-pushed' })
    expect(await shop.refs()).toEqual(before)
  })
})
