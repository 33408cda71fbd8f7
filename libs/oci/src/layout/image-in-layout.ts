import type { Digest } from '../digest/digest.ts'
import { OciError } from '../oci-error.ts'
import { listsManifests, type Descriptor, type ImageIndex, type Manifest } from '../spec/manifest.ts'
import type { Layout } from './layout.ts'

/** An image on disk: the folder of a layout, and the digest of its manifest or index. What makes an image gives one. */
export interface ImageInLayout {
  layout: string
  digest: Digest
}

/** All that an image is made of. */
export interface ImageParts {
  /** Its manifests with their bytes, each after those that it refers to: the image's own is the last one. */
  manifests: { descriptor: Descriptor; bytes: Buffer }[]
  /** Configs and layers, each once. */
  blobs: Descriptor[]
}

/** What moved between two places, and what was there already. */
export interface Transfer {
  moved: Descriptor[]
  skipped: Descriptor[]
}

/** Reads what an image is made of; throws `no-image` when a manifest is not there. */
export async function readParts(layout: Layout, digest: Digest): Promise<ImageParts> {
  const bytes = await layout.readBlob(digest)
  const manifest = await layout.readManifest(digest)
  const own = { descriptor: { mediaType: manifest.mediaType, digest, size: bytes.length }, bytes }
  if (!listsManifests(manifest))
    return { manifests: [own], blobs: unique([manifest.config, ...manifest.layers]) }
  const parts: ImageParts[] = []
  for (const child of manifest.manifests) parts.push(await readParts(layout, child.digest))
  return {
    manifests: [...parts.flatMap(({ manifests }) => manifests), own],
    blobs: unique(parts.flatMap(({ blobs }) => blobs)),
  }
}

/** The manifest of an image for one platform; throws `invalid-manifest` when the digest is that of an index. */
export async function readImageManifest(layout: Layout, digest: Digest): Promise<Manifest> {
  const manifest: Manifest | ImageIndex = await layout.readManifest(digest)
  if (!listsManifests(manifest)) return manifest
  throw new OciError('invalid-manifest', `Wanted the image of one platform, found an index: "${digest}"`, {
    digest,
  })
}

/** Copies what the other layout lacks of an image, each blob verified; its index stays as it is. */
export async function copyImage(from: Layout, to: Layout, digest: Digest): Promise<Transfer> {
  const { manifests, blobs } = await readParts(from, digest)
  const transfer: Transfer = { moved: [], skipped: [] }
  for (const blob of blobs) {
    const isThere = await to.hasBlob(blob)
    if (!isThere) await to.takeBlob(from, blob)
    transfer[isThere ? 'skipped' : 'moved'].push(blob)
  }
  for (const { bytes, descriptor } of manifests) await to.writeBlob(bytes, descriptor)
  return transfer
}

function unique(blobs: Descriptor[]): Descriptor[] {
  return [...new Map(blobs.map((blob) => [blob.digest, blob])).values()]
}
