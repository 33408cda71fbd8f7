import { describeWith, registryUser, startRegistry, temporaryDirectory } from '@slipway/testing'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { writeImage } from '../image/write-image.ts'
import { digestOf } from '../digest/digest.ts'
import { readImageManifest, readParts } from '../layout/image-in-layout.ts'
import { createLayout, Layout } from '../layout/layout.ts'
import { ociMediaTypes } from '../spec/media-types.ts'
import { openStore } from '../open-store.ts'
import { sampleImage, withCode } from '../testing/sample-image.ts'

describeWith(['registry'], 'openStore() of a registry', () => {
  it('pushes an image and pulls it back equal', async () => {
    const store = openStore((await startRegistry()).host)
    const image = await sampleImage(await temporaryDirectory(), { hello: '1' })
    const { uploaded, skipped, tagged } = await store.push(image, 'team/one', ['v1', 'v2'])
    expect([uploaded.length, skipped.length, tagged]).toEqual([3, 0, ['v1', 'v2']])
    expect(await store.resolve('team/one', 'v1')).toBe(image.digest)
    expect(await store.has('team/one', image.digest)).toBe(true)
    const pulled = await store.pull('team/one', image.digest, await temporaryDirectory())
    const [before, after] = await Promise.all(
      [image, pulled].map((at) => readParts(new Layout(at.layout), at.digest)),
    )
    expect(after).toEqual(before)
    const there = await Promise.all(
      (after?.blobs ?? []).map((blob) => new Layout(pulled.layout).hasBlob(blob)),
    )
    expect(there).toEqual([true, true])
  })

  it('uploads nothing the second time, and of a changed image only what changed', async () => {
    const store = openStore((await startRegistry()).host)
    const base = await sampleImage(await temporaryDirectory(), { hello: '1' })
    await store.push(base, 'team/one', ['v1'])
    const again = await store.push(base, 'team/one', ['v1'])
    expect([again.uploaded, again.skipped.length, again.tagged]).toEqual([[], 3, []])
    const layers = [{ files: [{ path: 'app', content: 'x' }] }]
    const next = await writeImage({ base, layers, config: {} }, await temporaryDirectory())
    const { uploaded, skipped } = await store.push(next, 'team/one', ['v1'])
    expect(uploaded.map(({ mediaType }) => mediaType).toSorted()).toEqual(
      [ociMediaTypes.config, ociMediaTypes.gzipLayer, ociMediaTypes.manifest].toSorted(),
    )
    expect(skipped.map(({ mediaType }) => mediaType)).toEqual([ociMediaTypes.gzipLayer])
    expect(await store.resolve('team/one', 'v1')).toBe(next.digest)
  })

  it('moves a tag alone when the image is there', async () => {
    const store = openStore((await startRegistry()).host)
    const image = await sampleImage(await temporaryDirectory(), { hello: '1' })
    await store.push(image, 'team/one', ['v1'])
    // Without its blobs the image can only be tagged.
    await rm(
      new Layout(image.layout).blobPath(
        (await readImageManifest(new Layout(image.layout), image.digest)).config.digest,
      ),
    )
    const { uploaded, tagged } = await store.push(image, 'team/one', ['v2'])
    expect([uploaded, tagged]).toEqual([[], ['v2']])
  })

  it('gives another tag to what is there, and to nothing else', async () => {
    const store = openStore((await startRegistry()).host)
    const image = await sampleImage(await temporaryDirectory(), { hello: '1' })
    await store.push(image, 'team/one', [])
    await store.tag('team/one', image.digest, 'v1')
    expect(await store.resolve('team/one', 'v1')).toBe(image.digest)
    await expect(store.tag('team/one', digestOf('x'), 'v2')).rejects.toEqual(withCode('no-image'))
  })

  it('pushes an index with the images in it', async () => {
    const store = openStore((await startRegistry()).host, {
      platform: { os: 'linux', architecture: 'arm64' },
    })
    const layout = await createLayout(await temporaryDirectory())
    const manifests = []
    for (const architecture of ['amd64', 'arm64']) {
      const platform = { os: 'linux', architecture }
      const files = [{ path: 'arch', content: architecture }]
      const { digest } = await writeImage(
        { base: platform, layers: [{ files }], config: {} },
        layout.directory,
      )
      manifests.push({
        mediaType: ociMediaTypes.manifest,
        digest,
        size: (await layout.readBlob(digest)).length,
        platform,
      })
    }
    const index = { schemaVersion: 2, mediaType: ociMediaTypes.index, manifests }
    const { digest } = await layout.writeBlob(JSON.stringify(index))
    await store.push({ layout: layout.directory, digest }, 'team/one', ['v1'])
    expect(await store.resolve('team/one', 'v1')).toBe(digest)
    expect((await store.pull('team/one', digest, await temporaryDirectory())).digest).toBe(
      manifests[1]?.digest,
    )
  })

  it('uploads nothing under a digest that is not that of the bytes', async () => {
    const store = openStore((await startRegistry()).host)
    const image = await sampleImage(await temporaryDirectory(), { hello: '1' })
    const layout = new Layout(image.layout)
    const { layers } = await readImageManifest(layout, image.digest)
    const [layer] = layers
    await writeFile(layout.blobPath(layer!.digest), Buffer.alloc(layer!.size))
    await expect(store.push(image, 'team/one', [])).rejects.toEqual(withCode('registry-failed'))
    expect(await store.has('team/one', image.digest)).toBe(false)
  })

  it('says what a registry lacks', async () => {
    const store = openStore((await startRegistry()).host)
    expect(await store.resolve('team/one', 'v1')).toBeUndefined()
    const pulling = store.pull('team/one', digestOf('x'), await temporaryDirectory())
    await expect(pulling).rejects.toEqual(withCode('no-image'))
  })

  it('shows a name and password to a registry that wants them', async () => {
    const { host } = await startRegistry({ authenticated: true })
    const image = await sampleImage(await temporaryDirectory(), { hello: '1' })
    const store = openStore(host, { credentials: registryUser })
    await store.push(image, 'team/one', ['v1'])
    expect(await store.resolve('team/one', 'v1')).toBe(image.digest)
    expect((await store.pull('team/one', image.digest, await temporaryDirectory())).digest).toBe(image.digest)
  })

  it.each([
    ['no credentials', undefined],
    ['a wrong password', { ...registryUser, password: 's3cret' }],
  ])('is refused with %s, and does not repeat them', async (_what, credentials) => {
    const { host } = await startRegistry({ authenticated: true })
    const image = await sampleImage(await temporaryDirectory(), { hello: '1' })
    const error: unknown = await openStore(host, { credentials })
      .push(image, 'team/one', ['v1'])
      .catch((thrown) => thrown)
    expect(error).toEqual(withCode('unauthorized'))
    const encoded = Buffer.from(`${registryUser.username}:s3cret`).toString('base64')
    for (const secret of ['s3cret', encoded]) expect(inspect(error, { depth: 9 })).not.toContain(secret)
  })
})

describe('openStore()', () => {
  it('says that a registry cannot be reached', async () => {
    const port = await reserveNothing()
    await expect(openStore(`127.0.0.1:${port}`).has('team/one', 'v1')).rejects.toEqual(
      withCode('unreachable'),
    )
  })

  it.each(['https://ghcr.io', 'user:password@ghcr.io', 'ghcr.io/team', ''])(
    'refuses the location %j',
    (location) => {
      expect(() => openStore(location)).toThrow(withCode('invalid-name') as Error)
    },
  )
})

/** A port that nobody listens on. */
async function reserveNothing(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
