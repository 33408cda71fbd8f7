import type { ImageInLayout } from '../layout/image-in-layout.ts'
import { listImage } from '../layout/list-image.ts'
import type { Layout } from '../layout/layout.ts'
import { canonicalJson } from '../spec/canonical-json.ts'
import type { Manifest } from '../spec/manifest.ts'
import type { Platform } from '../spec/platform.ts'

/** Writes the manifest of an image whose blobs are there, and lists it in the layout. */
export async function addImage(
  layout: Layout,
  manifest: Manifest,
  platform: Platform,
): Promise<ImageInLayout> {
  const { mediaType } = manifest
  const { os, architecture, variant } = platform
  const blob = await layout.writeBlob(canonicalJson(manifest))
  const descriptor = {
    mediaType,
    ...blob,
    platform: { os, architecture, ...(variant !== undefined && { variant }) },
  }
  return await listImage(layout, descriptor)
}
