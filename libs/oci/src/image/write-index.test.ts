import { temporaryDirectory } from '@slipway/testing'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readParts } from '../layout/image-in-layout.ts'
import { Layout } from '../layout/layout.ts'
import { ociMediaTypes } from '../spec/media-types.ts'
import { withCode } from '../testing/sample-image.ts'
import { chooseImage, readPlatform } from './choose-image.ts'
import { readImageSize } from './image-size.ts'
import { writeImage, type ImageContents } from './write-image.ts'
import { writeIndex } from './write-index.ts'

const application = { files: [{ path: '/app/main.js', content: 'console.log(1)\n' }] }

/** One image for each processor: a base of its own, and the application that all share. */
async function imagesFor(architectures: string[], config = {}): Promise<ImageContents[]> {
  const images = architectures.map(async (architecture): Promise<ImageContents> => {
    const layers = [{ files: [{ path: '/bin/node', content: architecture }] }]
    const base = { base: { os: 'linux', architecture }, layers, config: {} }
    return {
      base: await writeImage(base, await temporaryDirectory()),
      layers: [application],
      config,
    }
  })
  return await Promise.all(images)
}

async function indexFor(architectures: string[], annotations?: Record<string, string>) {
  const images = await imagesFor(architectures)
  return await writeIndex({ images, ...(annotations && { annotations }) }, await temporaryDirectory())
}

describe('writeIndex()', () => {
  it('gives the same digest in whatever order the platforms are named', async () => {
    const [one, other] = [await indexFor(['amd64', 'arm64']), await indexFor(['arm64', 'amd64'])]
    expect(other.digest).toBe(one.digest)
    expect((await indexFor(['amd64'])).digest).not.toBe(one.digest)
    expect((await indexFor(['amd64', 'arm64'], { title: 'x' })).digest).not.toBe(one.digest)
  })

  it('gives the digest that it gave when this test was written', async () => {
    const { digest } = await indexFor(['amd64', 'arm64'], { 'org.opencontainers.image.title': 'orders' })
    expect(digest).toBe('sha256:c2d11333b436bc0d50a7998fb44844b6b6d9f44f017cbe8ecaaf677231dc876e')
  })

  it('lists an image for each platform, and itself alone in the layout', async () => {
    const { layout: directory, digest } = await indexFor(['amd64', 'arm64'])
    const layout = new Layout(directory)
    const listed = (await layout.readIndex()).manifests
    expect(listed.map((one) => [one.mediaType, one.digest])).toEqual([[ociMediaTypes.index, digest]])
    expect(await layout.readManifest(digest)).toMatchObject({
      mediaType: ociMediaTypes.index,
      manifests: ['amd64', 'arm64'].map((architecture) => ({ platform: { os: 'linux', architecture } })),
    })
  })

  it('keeps a layer that the images share once', async () => {
    const { layout: directory, digest } = await indexFor(['amd64', 'arm64'])
    const { blobs, manifests } = await readParts(new Layout(directory), digest)
    expect(blobs.filter(({ mediaType }) => mediaType === ociMediaTypes.gzipLayer)).toHaveLength(3)
    const files = await readdir(path.join(directory, 'blobs/sha256'))
    // The bases' own manifests and configs came along with their layers.
    expect(files).toHaveLength(blobs.length + manifests.length + 4)
    const parts = [...blobs, ...manifests.map(({ descriptor }) => descriptor)]
    expect(await readImageSize({ layout: directory, digest })).toBe(
      parts.reduce((sum, { size }) => sum + size, 0),
    )
  })

  it('refuses two images for one platform, and none at all', async () => {
    const images = await imagesFor(['amd64', 'amd64'])
    const directory = await temporaryDirectory()
    await expect(writeIndex({ images }, directory)).rejects.toEqual(withCode('invalid-manifest'))
    await expect(writeIndex({ images: [] }, directory)).rejects.toEqual(withCode('invalid-manifest'))
  })
})

describe('chooseImage()', () => {
  it('takes the image for a platform out of an index, and any other image as it is', async () => {
    const index = await indexFor(['amd64', 'arm64'])
    const chosen = await chooseImage(index, { os: 'linux', architecture: 'arm64' })
    expect(await readPlatform(chosen)).toEqual({ os: 'linux', architecture: 'arm64' })
    expect(await chooseImage(chosen, { os: 'linux', architecture: 'amd64' })).toEqual(chosen)
    await expect(chooseImage(index, { os: 'linux', architecture: 's390x' })).rejects.toEqual(
      withCode('no-platform'),
    )
  })
})
