import { temporaryDirectory } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { writeImage } from '../image/write-image.ts'
import { createLayout, Layout } from '../layout/layout.ts'
import { ociMediaTypes } from '../spec/media-types.ts'
import { withCode } from '../testing/sample-image.ts'
import { pullImage } from './pull-image.ts'

/** A layout with an index of one image for each architecture. */
async function indexOf(architectures: string[]) {
  const layout = await createLayout(await temporaryDirectory())
  const manifests = []
  for (const architecture of architectures) {
    const platform = { os: 'linux', architecture }
    const files = [{ path: 'arch', content: architecture }]
    const { digest } = await writeImage({ base: platform, layers: [{ files }], config: {} }, layout.directory)
    const { length: size } = await layout.readBlob(digest)
    manifests.push({ mediaType: ociMediaTypes.manifest, digest, size, platform })
  }
  const index = { schemaVersion: 2, mediaType: ociMediaTypes.index, manifests }
  const { digest } = await layout.writeBlob(JSON.stringify(index))
  const source = {
    readManifest: (wanted: typeof digest) => layout.readBlob(wanted),
    fetchBlob: (blob: Parameters<Layout['hasBlob']>[0], to: Layout) => to.takeBlob(layout, blob),
  }
  return { digest, source, images: manifests.map((manifest) => manifest.digest) }
}

describe('pullImage()', () => {
  it('chooses the image for the platform of an index', async () => {
    const { digest, source, images } = await indexOf(['amd64', 'arm64'])
    const wanted = { digest, platform: { os: 'linux', architecture: 'arm64' } }
    const pulled = await pullImage(source, wanted, await temporaryDirectory())
    expect(pulled.digest).toBe(images[1])
    const { manifests } = await new Layout(pulled.layout).readIndex()
    expect(manifests.map((manifest) => manifest.digest)).toEqual([images[1]])
  })

  it('refuses an index without the platform', async () => {
    const { digest, source } = await indexOf(['amd64'])
    const wanted = { digest, platform: { os: 'linux', architecture: 'arm64' } }
    await expect(pullImage(source, wanted, await temporaryDirectory())).rejects.toEqual(
      withCode('no-platform'),
    )
  })

  it('refuses a manifest that is not the one of the digest', async () => {
    const { digest, source, images } = await indexOf(['amd64'])
    const lying = { ...source, readManifest: () => source.readManifest(images[0]!) }
    const wanted = { digest, platform: { os: 'linux', architecture: 'amd64' } }
    await expect(pullImage(lying, wanted, await temporaryDirectory())).rejects.toEqual(
      withCode('digest-mismatch'),
    )
  })
})
