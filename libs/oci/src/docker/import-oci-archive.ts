import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Bytes } from '../digest/tally.ts'
import { hexOf, type Digest } from '../digest/digest.ts'
import type { ImageInLayout } from '../layout/image-in-layout.ts'
import { createLayout, type Layout } from '../layout/layout.ts'
import { listImage } from '../layout/list-image.ts'
import { OciError } from '../oci-error.ts'
import {
  listsManifests,
  parseManifest,
  type Descriptor,
  type ImageIndex,
  type Manifest,
} from '../spec/manifest.ts'
import { findFile, spoolArchive, type SpooledArchive } from './spool-archive.ts'

/** Where blobs come from and go to. */
interface Import {
  archive: SpooledArchive
  layout: Layout
}

/**
 * Takes over the one image of an archive that is an OCI image layout, as BuildKit writes it, for one platform or several, with
 * its attestations; every byte stays. Throws `invalid-archive`, and `digest-mismatch` for a blob that is not what its name says.
 */
export async function importOciArchive(archive: string | Bytes, directory: string): Promise<ImageInLayout> {
  const layout = await createLayout(directory)
  const folder = await mkdtemp(path.join(layout.directory, '.import-'))
  try {
    const bytes = typeof archive === 'string' ? createReadStream(archive) : archive
    const from = { archive: await spoolArchive(bytes, folder), layout }
    const image = await findImage(from.archive)
    await importManifest(from, image)
    // Last, because what the index lists is whole.
    return await listImage(layout, image)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function findImage(archive: SpooledArchive): Promise<Descriptor> {
  const index = parseManifest(await readFile(findFile(archive, 'index.json')))
  const images = listsManifests(index) ? index.manifests : []
  const [image, ...others] = images
  if (image && others.length === 0) {
    const { mediaType, digest, size, platform } = image
    return { mediaType, digest, size, ...(platform && { platform }) }
  }
  throw new OciError(
    'invalid-archive',
    `Cannot read the archive of an image: wanted one image, found ${images.length}`,
  )
}

async function importManifest(from: Import, { digest, size }: Descriptor): Promise<void> {
  const bytes = await readFile(blobFile(from.archive, digest))
  await from.layout.writeBlob(bytes, { digest, size })
  const manifest: Manifest | ImageIndex = parseManifest(bytes)
  if (listsManifests(manifest)) for (const child of manifest.manifests) await importManifest(from, child)
  else for (const blob of [manifest.config, ...manifest.layers]) await importBlob(from, blob)
}

async function importBlob({ archive, layout }: Import, blob: Descriptor): Promise<void> {
  if (await layout.hasBlob(blob)) return
  await layout.writeBlob(createReadStream(blobFile(archive, blob.digest)), blob)
}

function blobFile(archive: SpooledArchive, digest: Digest): string {
  return findFile(archive, `blobs/sha256/${hexOf(digest)}`)
}
