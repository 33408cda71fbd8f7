import { createBareRepository, git, readFiles, temporaryDirectory, writeFiles } from '@slipway/testing'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { configFiles, openShop, runHere, type Shop } from '../../testing/shop.ts'

describe('slipway render', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop()
  })

  it('prints what kustomize prints of the overlay', async () => {
    const { status, stdout } = await shop.slipway('render', 'production/web')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^kind: Deployment$/m)
    expect(stdout).toMatch(/^ {2}replicas: 3$/m)
  })

  it('prints several, or writes each to a file of its own', async () => {
    const [one, other] = [
      await shop.slipway('render', 'staging/web'),
      await shop.slipway('render', 'staging/api'),
    ]
    const both = await shop.slipway('render', 'staging/web', 'staging/api')
    expect(both.stdout).toBe(`${one.stdout}---\n${other.stdout}`)
    const folder = await temporaryDirectory()
    const written = await shop.slipway('render', 'staging/web', 'staging/api', '--output', folder)
    expect(written).toMatchObject({ status: 0, stdout: '' })
    expect(await readFiles(folder)).toEqual({
      'staging/web.yaml': one.stdout,
      'staging/api.yaml': other.stdout,
    })
    const broken = await shop.slipway(
      'render',
      'staging/api',
      'staging/nobody',
      '--output',
      path.join(folder, 'more'),
    )
    expect(broken.status).toBe(1)
    expect(Object.keys(await readFiles(folder))).toHaveLength(2)
  })

  it('prints what a commit has, and by itself what lies in the work tree', async () => {
    const before = await shop.slipway('render', 'production/web')
    const file = path.join(shop.directory, 'config-repo/overlays/production/web/replicas.yaml')
    const text = await readFile(file, 'utf8')
    await writeFiles(path.dirname(file), { 'replicas.yaml': text.replace('replicas: 3', 'replicas: 4') })
    expect((await shop.slipway('render', 'production/web')).stdout).toContain('replicas: 4')
    expect(await shop.slipway('render', 'production/web', '--at', 'HEAD')).toEqual(before)
    await writeFiles(path.dirname(file), { 'replicas.yaml': text })
  })

  it('names the overlays that are there when it is asked for one that is not', async () => {
    for (const at of [[], ['--at', 'HEAD']]) {
      expect(await shop.slipway('render', 'staging/nobody', ...at)).toMatchObject({
        status: 1,
        stderr: expect.stringMatching(/"staging\/nobody".*"api", "static", "web"/) as string,
      })
      expect(await shop.slipway('render', 'prod/web', ...at)).toMatchObject({
        status: 1,
        stderr: expect.stringMatching(/"prod\/web".*"production", "staging"/) as string,
      })
    }
  })

  it('renders a config repo of its own, in a clone of it and from a workspace that names it', async () => {
    const wanted = await shop.slipway('render', 'staging/web')
    const bare = await createBareRepository(configFiles())
    const clone = path.join(await temporaryDirectory(), 'config')
    await git(path.dirname(clone), 'clone', '--quiet', bare, clone)
    expect(await runHere(['render', 'staging/web'], path.join(clone, 'base'), shop.environment)).toEqual(
      wanted,
    )
    const other = await openShop()
    const plugins = [{ plugin: 'slipway/plugin', options: { configRepo: `file://${bare}#main` } }]
    await writeFiles(other.directory, { 'nx.json': JSON.stringify({ plugins }) })
    expect(await other.slipway('render', 'staging/web')).toEqual(wanted)
    expect(await other.slipway('render', 'staging/web', '--at', 'main')).toEqual(wanted)
  })

  it('says where a commit that cannot be rendered is wrong', async () => {
    const file = 'config-repo/overlays/staging/api/kustomization.yaml'
    await shop.commit({ [file]: 'resources: [missing.yaml]\n' })
    const { status, stderr } = await shop.slipway('render', 'staging/api', '--at', 'HEAD')
    expect(status).toBe(1)
    expect(stderr).toContain(`${file}:1:13: `)
  })
})
