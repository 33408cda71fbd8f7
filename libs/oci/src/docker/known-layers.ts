import type { Digest } from '../digest/digest.ts'
import { readImageManifest, type ImageInLayout } from '../layout/image-in-layout.ts'
import { openLayout, type Layout } from '../layout/layout.ts'
import { parseImageConfig } from '../spec/image-config.ts'
import type { Descriptor } from '../spec/manifest.ts'
import { toOciMediaType } from '../spec/media-types.ts'

/** A layer that lies compressed in some layout. */
export interface KnownLayer {
  layout: Layout
  blob: Descriptor
}

/** The layers of images by the digests of their tars (`diff_id`). */
export async function findKnownLayers(images: readonly ImageInLayout[]): Promise<Map<Digest, KnownLayer>> {
  const known = new Map<Digest, KnownLayer>()
  for (const image of images) {
    const layout = await openLayout(image.layout)
    const { config, layers } = await readImageManifest(layout, image.digest)
    const { rootfs } = parseImageConfig(await layout.readBlob(config.digest))
    for (const [position, blob] of layers.entries()) {
      const diffId = rootfs.diff_ids[position]
      if (diffId) known.set(diffId, { layout, blob: { ...blob, mediaType: toOciMediaType(blob.mediaType) } })
    }
  }
  return known
}
