import { git, temporaryDirectory } from '@slipway/testing'
import { version as bundler } from 'esbuild'
import { beforeEach, describe, expect, it } from 'vitest'
import { readResult, writeResult } from '../image/result-files.ts'
import { digestOf, sampleFiles } from '../testing/sample-workspace.ts'
import { openShop, type Shop } from '../testing/shop.ts'

describe('slipway publish', () => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop()
  })

  async function shipAll(): Promise<void> {
    for (const root of ['apps/web', 'apps/api', 'apps/static']) await shop.ship(root)
  }

  it('makes one commit that touches only the overlays of services whose digest differs', async () => {
    await shipAll()
    const before = await shop.refs()
    const source = await git(shop.directory, 'rev-parse', 'HEAD')
    expect(await shop.slipway('publish', '--env', 'staging')).toMatchObject({ status: 0 })

    const after = await shop.refs()
    expect((await shop.slipway('considered', '--env', 'staging')).stdout).toBe(`${source}\n`)
    const main = after['refs/heads/main'] ?? ''
    expect(await git(shop.origin, 'rev-parse', `${main}^`)).toBe(before['refs/heads/main'])
    expect(await shop.changedPaths(source, main)).toEqual(
      ['api', 'static', 'web'].flatMap((service) =>
        ['kustomization.yaml', 'release.yaml'].map(
          (file) => `config-repo/overlays/staging/${service}/${file}`,
        ),
      ),
    )
  })

  it('changes one service after an edit of one, and leaves what others run', async () => {
    await shipAll()
    await shop.slipway('publish', '--env', 'staging')
    await git(shop.directory, 'pull', '--quiet', '--ff-only')
    const before = await shop.refs()
    await shop.commit({ 'apps/web/src/main.ts': 'other()\n' })
    await git(shop.directory, 'push', '--quiet')
    const { digest } = await shop.ship('apps/web')
    const { stdout } = await shop.slipway('publish', '--env', 'staging', '--json')
    const { changes, unchanged, commit } = JSON.parse(stdout) as {
      changes: { service: string; to: string }[]
      unchanged: { service: string }[]
      commit: string
    }
    expect(changes).toMatchObject([{ service: 'web', to: digest }])
    expect(unchanged.map(({ service }) => service)).toEqual(['api', 'static'])
    expect((await shop.refs())['refs/heads/main']).toBe(commit)
    expect(await shop.changedPaths(before['refs/heads/main'] ?? '', commit)).toEqual([
      'apps/web/src/main.ts',
      'config-repo/overlays/staging/web/kustomization.yaml',
      'config-repo/overlays/staging/web/release.yaml',
    ])
  })

  it('says "nothing to publish" and makes no commit when nothing differs', async () => {
    await shipAll()
    await shop.slipway('publish', '--env', 'staging')
    const before = await shop.refs()
    const { status, stdout } = await shop.slipway('publish', '--env', 'staging')
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'nothing to publish to staging\n' })
    expect(await shop.refs()).toEqual(before)
  })

  it('needs no result file of a service that did not change, nor of one whose image the store has', async () => {
    await shipAll()
    const { digest } = await shop.ship('apps/api')
    await shop.slipway('publish', '--env', 'staging')
    await shop.forget()
    expect(await shop.slipway('publish', '--env', 'staging')).toMatchObject({ status: 0 })
    const { stdout } = await shop.slipway(
      'publish',
      '--env',
      'production',
      '--hotfix',
      '--reason=The shop is down',
      '--json',
    )
    const { changes } = JSON.parse(stdout) as { changes: object[] }
    expect(changes).toHaveLength(3)
    expect(changes).toContainEqual(
      expect.objectContaining({ service: 'api', from: null, to: digest, hotfix: 'The shop is down' }),
    )
  })

  it('leaves what runs alone when it was made of the same inputs, whatever was built and is stored now', async () => {
    await shipAll()
    await shop.publish()
    const built = await readResult(shop.directory, 'static')
    // Docker gives another digest each time.
    await writeResult(shop.directory, { ...built, digest: digestOf('d') })
    const store = `oci:${await temporaryDirectory()}`
    const { plan } = await shop.publish({ environment: { ...shop.environment, store } })
    expect(plan).toMatchObject({
      outcome: 'nothing to publish',
      unchanged: ['api', 'static', 'web'].map((service) => ({ service })),
    })
  })

  it('leaves what runs alone when a build would give it again, though its inputs differ and nothing was built', async () => {
    const lock = sampleFiles['package-lock.json']?.replaceAll('0.28.2', bundler) ?? ''
    await shop.commit({ 'package-lock.json': lock })
    await shipAll()
    await shop.publish()
    await shop.forget()
    await shop.commit({ 'apps/api/src/main.ts': `// more\n${sampleFiles['apps/api/src/main.ts']}` })
    const { plan } = await shop.publish()
    expect(plan).toMatchObject({ outcome: 'nothing to publish', unchanged: [{ service: 'api' }, {}, {}] })
    await shop.commit({ 'apps/api/src/main.ts': 'more()\n' })
    await expect(shop.publish()).rejects.toMatchObject({ code: 'not-built' })
  })

  it('plans and pushes nothing with --dry-run', async () => {
    await shipAll()
    const before = await shop.refs()
    const { status, stdout } = await shop.slipway('publish', '--env', 'staging', '--dry-run', '--json')
    const plan = JSON.parse(stdout) as { outcome: string; commit: null; files: object }
    expect({ status, ...plan }).toMatchObject({ status: 0, outcome: 'publish', commit: null })
    expect(Object.keys(plan.files)).toHaveLength(6)
    expect(await shop.refs()).toEqual(before)
  })

  it('drops a build of an older commit, and publishes it with --allow-older', async () => {
    const older = await git(shop.directory, 'rev-parse', 'HEAD')
    await shipAll()
    await shop.commit({ 'apps/web/src/main.ts': 'other()\n' })
    await shop.ship('apps/web')
    await shop.slipway('publish', '--env', 'staging')
    const before = await shop.refs()

    await shop.forget()
    const late = await shop.slipway('publish', '--env', 'staging', '--source', older, '--json')
    expect(late.status).toBe(0)
    expect(JSON.parse(late.stdout)).toMatchObject({
      outcome: 'superseded',
      environments: [{ order: 'older' }],
    })
    expect(await shop.refs()).toEqual(before)

    const forced = await shop.slipway(
      'publish',
      '--env',
      'staging',
      '--source',
      older,
      '--allow-older',
      '--json',
    )
    expect(JSON.parse(forced.stdout)).toMatchObject({ changes: [{ service: 'web' }] })
    expect((await shop.slipway('considered', '--env', 'staging')).stdout).toBe(`${older}\n`)
  })

  it('publishes a commit that reverts the source', async () => {
    const first = await shop.ship('apps/web')
    await shipAll()
    await shop.slipway('publish', '--env', 'staging')
    await shop.commit({ 'apps/web/src/main.ts': 'other()\n' })
    await shop.ship('apps/web')
    await shop.slipway('publish', '--env', 'staging')
    await git(shop.directory, 'revert', '--no-edit', 'HEAD')
    // Not built again: the store has an image of these inputs.
    await shop.forget()
    const { stdout } = await shop.slipway('publish', '--env', 'staging', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ changes: [{ service: 'web', to: first.digest }] })
  })

  it('publishes a commit that a publish made without making another one', async () => {
    await shipAll()
    await shop.slipway('publish', '--env', 'staging')
    await git(shop.directory, 'pull', '--quiet', '--ff-only')
    const before = (await shop.refs())['refs/heads/main']
    expect(await git(shop.directory, 'rev-parse', 'HEAD')).toBe(before)
    const { stdout } = await shop.slipway('publish', '--ref', 'refs/heads/main')
    expect(stdout).toBe('nothing to publish to staging\n')
    expect((await shop.refs())['refs/heads/main']).toBe(before)
  })
})
