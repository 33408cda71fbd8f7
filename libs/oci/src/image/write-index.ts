import type { ImageInLayout } from '../layout/image-in-layout.ts'
import { createLayout } from '../layout/layout.ts'
import { listImage } from '../layout/list-image.ts'
import type { WrittenLayer } from '../layer/write-layer.ts'
import { OciError } from '../oci-error.ts'
import { canonicalJson } from '../spec/canonical-json.ts'
import type { Descriptor, ImageIndex } from '../spec/manifest.ts'
import { ociMediaTypes } from '../spec/media-types.ts'
import { platformName } from '../spec/platform.ts'
import { writeParts, type ImageContents, type LayerContents } from './write-image.ts'

/** One image for each platform, and annotations of the list of them. */
export interface IndexContents {
  images: readonly ImageContents[]
  annotations?: Record<string, string>
}

/**
 * Writes images for several platforms and the index of them, whose digest is what is deployed. Equal contents give an
 * equal digest, in whatever order the platforms are named. A layer object that several images share is written once.
 * Throws `invalid-manifest` when two images are for one platform, or there is none.
 */
export async function writeIndex(
  { images, annotations }: IndexContents,
  directory: string,
): Promise<ImageInLayout> {
  const layout = await createLayout(directory)
  const written = new Map<LayerContents, WrittenLayer>()
  const manifests: Descriptor[] = []
  for (const image of images) manifests.push(await writeParts(layout, image, written))
  const index: ImageIndex = {
    schemaVersion: 2,
    mediaType: ociMediaTypes.index,
    manifests: inOrder(manifests),
    ...(annotations && { annotations }),
  }
  const blob = await layout.writeBlob(canonicalJson(index))
  return await listImage(layout, { mediaType: index.mediaType, ...blob })
}

function inOrder(manifests: readonly Descriptor[]): Descriptor[] {
  const byName = new Map(manifests.map((manifest) => [nameOf(manifest), manifest]))
  if (byName.size > 0 && byName.size === manifests.length)
    return [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, manifest]) => manifest)
  const found = JSON.stringify(manifests.map(nameOf))
  throw new OciError('invalid-manifest', `Wanted one image for each of some platforms, found ${found}`)
}

function nameOf({ platform }: Descriptor): string {
  return platform ? platformName(platform) : ''
}
