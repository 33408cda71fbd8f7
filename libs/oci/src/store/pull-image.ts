import type { Digest } from '../digest/digest.ts'
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
import { choosePlatform, type Platform } from '../spec/platform.ts'

/** Where an image is pulled from. Its answers are not trusted: the layout verifies them. */
export interface ImageSource {
  readManifest(digest: Digest): Promise<Uint8Array>
  fetchBlob(blob: Descriptor, to: Layout): Promise<void>
}

/** Which image of a repository. */
export interface Wanted {
  digest: Digest
  platform: Platform
}

/** Brings an image, or of an index the one for the platform, into a layout, and asks only for what is not there. */
export async function pullImage(
  source: ImageSource,
  wanted: Wanted,
  directory: string,
): Promise<ImageInLayout> {
  const to = await createLayout(directory)
  const found = await fetchManifest(source, wanted.digest, to)
  const chosen = listsManifests(found) ? choosePlatform(found, wanted.platform).digest : wanted.digest
  const manifest = await fetchManifest(source, chosen, to)
  if (listsManifests(manifest)) {
    throw new OciError('invalid-manifest', `Wanted an image in "${wanted.digest}", found a list in a list`)
  }
  for (const blob of [manifest.config, ...manifest.layers]) {
    if (!(await to.hasBlob(blob))) await source.fetchBlob(blob, to)
  }
  const { length: size } = await to.readBlob(chosen)
  // Last, because what the index lists is whole.
  return await listImage(to, { mediaType: manifest.mediaType, digest: chosen, size })
}

async function fetchManifest(
  source: ImageSource,
  digest: Digest,
  to: Layout,
): Promise<Manifest | ImageIndex> {
  const there = await to.readBlob(digest).catch(() => undefined)
  if (there) return parseManifest(there)
  const bytes = await source.readManifest(digest)
  await to.writeBlob(bytes, { digest, size: bytes.length })
  return parseManifest(bytes)
}
