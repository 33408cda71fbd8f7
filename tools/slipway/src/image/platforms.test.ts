import { chooseImage, openStore, readPlatform, writeIndex, type ImageInLayout } from '@slipway/oci'
import { describeWith, startRegistry, temporaryDirectory } from '@slipway/testing'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { openShop, type Shop } from '../testing/shop.ts'
import { bundleProject } from './bundle-project.ts'
import { makeImage } from './make-image.ts'
import type { ImageResult } from './result.ts'

const root = 'apps/api'
const platforms = ['linux/amd64', 'linux/arm64']

/** A registry with a base for two platforms, and the base for one of them by its own digest. */
async function startBases(): Promise<{ both: string; arm64: string }> {
  const { host } = await startRegistry()
  const images = platforms.map((platform) => ({
    base: { os: 'linux', architecture: platform.slice('linux/'.length) },
    layers: [{ files: [{ path: '/usr/local/bin/node', content: platform }] }],
    config: { entrypoint: ['/usr/local/bin/node'], stopSignal: 'SIGQUIT' },
  }))
  const index = await writeIndex({ images }, await temporaryDirectory())
  const { digest } = await chooseImage(index, { os: 'linux', architecture: 'arm64' })
  await openStore(host).push(index, 'team/base', [])
  return { both: `${host}/team/base@${index.digest}`, arm64: `${host}/team/base@${digest}` }
}

async function openShopOn(base: string, options: object = {}): Promise<Shop> {
  const shop = await openShop({ cache: await temporaryDirectory() })
  const manifest = { name: '@acme/api', type: 'module', slipway: { port: 3001, base, ...options } }
  await shop.commit({
    'package.json': JSON.stringify({ name: 'shop', repository: 'https://git.example.test/shop' }),
    [`${root}/package.json`]: JSON.stringify(manifest),
    [`${root}/src/main.ts`]: 'console.log(1)\n',
  })
  return shop
}

async function build({ directory, environment }: Shop): Promise<ImageResult & { made: ImageInLayout }> {
  await bundleProject(directory, root)
  const result = await makeImage({ workspace: directory, root, environment })
  const layout = path.join(directory, result.layout)
  return { ...result, made: { layout, digest: result.digest as ImageInLayout['digest'] } }
}

async function readJson({ layout, digest }: ImageInLayout): Promise<Record<string, never>> {
  const file = path.join(layout, 'blobs/sha256', digest.slice('sha256:'.length))
  return JSON.parse(await readFile(file, 'utf8')) as Record<string, never>
}

describeWith(['registry'], 'makeImage() of a service with platforms', () => {
  let bases: { both: string; arm64: string }
  beforeAll(async () => void (bases = await startBases()))

  it('makes one image for each, with the same application, in an index of one digest in two folders', async () => {
    const one = await build(await openShopOn(bases.both, { platforms }))
    const other = await build(await openShopOn(bases.both, { platforms: platforms.toReversed() }))
    expect([other.digest, other.inputs]).toEqual([one.digest, one.inputs])
    const made = platforms.map(async (platform) => {
      const architecture = platform.slice('linux/'.length)
      const image = await chooseImage(one.made, { os: 'linux', architecture })
      expect(await readPlatform(image)).toEqual({ os: 'linux', architecture })
      return await readJson(image)
    })
    const [amd64, arm64] = (await Promise.all(made)) as unknown as { layers: { digest: string }[] }[]
    expect(amd64?.layers[0]).not.toEqual(arm64?.layers[0])
    expect(amd64?.layers[1]).toEqual(arm64?.layers[1])
  })

  it('says where an image comes from in index, manifest and config, and nothing that changes with a commit', async () => {
    const { made } = await build(await openShopOn(bases.both, { platforms }))
    const told = {
      'org.opencontainers.image.title': 'api',
      'org.opencontainers.image.source': 'https://git.example.test/shop',
    }
    expect((await readJson(made))['annotations']).toEqual(told)
    const image = await readJson(await chooseImage(made, { os: 'linux', architecture: 'arm64' }))
    expect(image['annotations']).toEqual(told)
    const { digest } = image['config'] as unknown as ImageInLayout
    expect((await readJson({ layout: made.layout, digest }))['config']).toEqual({
      Entrypoint: ['/usr/local/bin/node'],
      Cmd: ['main.js'],
      Env: ['NODE_ENV=production', 'PORT=3001'],
      ExposedPorts: { '3001/tcp': {} },
      Labels: told,
      StopSignal: 'SIGTERM',
      User: '65532:65532',
      WorkingDir: '/app',
    })
  })

  it('makes an index also for a single platform, the same one on any machine', async () => {
    const { made } = await build(await openShopOn(bases.arm64, { platforms: ['linux/arm64'] }))
    expect(await readJson(made)).toMatchObject({ manifests: [{ platform: { architecture: 'arm64' } }] })
  })

  it("makes a plain image for this machine's platform where none is named", async () => {
    const { made } = await build(await openShopOn(bases.both))
    expect(await readJson(made)).toHaveProperty('layers')
    expect(await readPlatform(made)).toMatchObject({
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    })
  })

  it.each([
    ['an index without it', 'both' as const, ['linux/amd64', 'linux/s390x'], 'linux/s390x'],
    ['an image for another one', 'arm64' as const, platforms, 'linux/amd64'],
  ])('refuses a platform when the base is %s', async (_what, base, wanted, missing) => {
    const shop = await openShopOn(bases[base], { platforms: wanted })
    const message = expect.stringContaining(`"${missing}"`) as string
    await expect(build(shop)).rejects.toMatchObject({ code: 'no-platform', message })
  })
})

describeWith([], 'makeImage() on a local base', () => {
  it('refuses the platform of another machine', async () => {
    const other = process.arch === 'x64' ? 'linux/arm64' : 'linux/amd64'
    const shop = await openShop()
    const manifest = { name: '@acme/api', slipway: { base: 'local', platforms: [other] } }
    await shop.commit({ [`${root}/package.json`]: JSON.stringify(manifest) })
    await expect(build(shop)).rejects.toMatchObject({ code: 'no-platform' })
  }, 120_000)
})
