import type { ImageInLayout } from '../layout/image-in-layout.ts'
import { listImage } from '../layout/list-image.ts'
import type { Layout } from '../layout/layout.ts'
import { canonicalJson } from '../spec/canonical-json.ts'
import type { Descriptor, Manifest } from '../spec/manifest.ts'
import type { Platform } from '../spec/platform.ts'

/** Writes the manifest of an image whose blobs are there, and lists it in the layout. */
export async function addImage(
  layout: Layout,
  manifest: Manifest,
  platform: Platform,
): Promise<ImageInLayout> {
  return await listImage(layout, await writeManifest(layout, manifest, platform))
}

/** Writes the manifest of an image, for an index to list. */
export async function writeManifest(
  layout: Layout,
  manifest: Manifest,
  { os, architecture, variant }: Platform,
): Promise<Descriptor> {
  const { mediaType } = manifest
  const blob = await layout.writeBlob(canonicalJson(manifest))
  return {
    mediaType,
    ...blob,
    platform: { os, architecture, ...(variant !== undefined && { variant }) },
  }
}
