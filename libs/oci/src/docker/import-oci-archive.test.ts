import { temporaryDirectory } from '@slipway/testing'
import { readdir } from 'node:fs/promises'
import { pack } from 'tar-stream'
import { describe, expect, it } from 'vitest'
import { digestOf, hexOf, type Digest } from '../digest/digest.ts'
import type { Bytes } from '../digest/tally.ts'
import { readParts } from '../layout/image-in-layout.ts'
import { Layout } from '../layout/layout.ts'
import { ociMediaTypes } from '../spec/media-types.ts'
import { withCode } from '../testing/sample-image.ts'
import { importOciArchive } from './import-oci-archive.ts'

/** The files of an archive, filled with blobs under their digests. */
class Archive {
  readonly files: Record<string, string> = {}

  add(content: object | string, mediaType: string) {
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    const digest = digestOf(Buffer.from(text))
    this.files[`blobs/sha256/${hexOf(digest)}`] = text
    return { mediaType, digest, size: Buffer.byteLength(text) }
  }

  list(...manifests: object[]): this {
    this.files['index.json'] = JSON.stringify({ schemaVersion: 2, manifests })
    return this
  }

  tar(): Bytes {
    const tar = pack()
    for (const [name, content] of Object.entries(this.files)) tar.entry({ name }, content)
    tar.finalize()
    return tar as Bytes
  }
}

function addPlatform(archive: Archive, architecture: string) {
  const config = archive.add({ os: 'linux', architecture }, ociMediaTypes.config)
  const layers = [archive.add('shared by both', ociMediaTypes.gzipLayer)]
  const manifest = { schemaVersion: 2, mediaType: ociMediaTypes.manifest, config, layers }
  return { ...archive.add(manifest, ociMediaTypes.manifest), platform: { os: 'linux', architecture } }
}

function twoPlatforms(archive: Archive) {
  const manifests = [addPlatform(archive, 'amd64'), addPlatform(archive, 'arm64')]
  return archive.add({ schemaVersion: 2, mediaType: ociMediaTypes.index, manifests }, ociMediaTypes.index)
}

describe('importOciArchive()', () => {
  it('takes over an index with all that it refers to, byte for byte', async () => {
    const archive = new Archive()
    const index = twoPlatforms(archive)
    const image = await importOciArchive(archive.list(index).tar(), await temporaryDirectory())
    expect(image.digest).toBe(index.digest)
    const { manifests, blobs } = await readParts(new Layout(image.layout), image.digest)
    expect([manifests.length, blobs.length]).toEqual([3, 3])
  })

  it('takes over an image of one platform', async () => {
    const archive = new Archive()
    const manifest = addPlatform(archive, 'amd64')
    const image = await importOciArchive(archive.list(manifest).tar(), await temporaryDirectory())
    expect(image.digest).toBe(manifest.digest)
  })

  it('refuses a blob that is not what its name says, and lists nothing', async () => {
    const archive = new Archive()
    archive.list(twoPlatforms(archive))
    const layer = Object.keys(archive.files).find((name) => archive.files[name] === 'shared by both') ?? ''
    archive.files[layer] = 'Shared by both'
    const directory = await temporaryDirectory()
    await expect(importOciArchive(archive.tar(), directory)).rejects.toEqual(withCode('digest-mismatch'))
    expect((await new Layout(directory).readIndex()).manifests).toEqual([])
    expect((await readdir(directory)).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it.each([
    ['no image', (archive: Archive) => archive.list()],
    ['two images', (archive: Archive) => archive.list(twoPlatforms(archive), addPlatform(archive, 'amd64'))],
    ['an image that is not there', (archive: Archive) => archive.list(missing)],
  ])('refuses an archive with %s', async (_what, fill) => {
    const archive = new Archive()
    await expect(importOciArchive(fill(archive).tar(), await temporaryDirectory())).rejects.toEqual(
      withCode('invalid-archive'),
    )
  })
})

const missing = { mediaType: ociMediaTypes.manifest, digest: `sha256:${'0'.repeat(64)}` as Digest, size: 2 }
