import type { ImageInLayout } from '../layout/image-in-layout.ts'
import { readImageManifest } from '../layout/image-in-layout.ts'
import { openLayout } from '../layout/layout.ts'
import { parseImageConfig } from '../spec/image-config.ts'
import { listsManifests } from '../spec/manifest.ts'
import { choosePlatform, type Platform } from '../spec/platform.ts'

/** Of an index the image for a platform, whose digest is another; any other image as it is. Throws `no-platform`. */
export async function chooseImage(image: ImageInLayout, platform: Platform): Promise<ImageInLayout> {
  const found = await (await openLayout(image.layout)).readManifest(image.digest)
  if (!listsManifests(found)) return image
  return { layout: image.layout, digest: choosePlatform(found, platform).digest }
}

/** The platform that an image is made for; throws `invalid-manifest` for an index. */
export async function readPlatform({ layout, digest }: ImageInLayout): Promise<Platform> {
  const from = await openLayout(layout)
  const { config } = await readImageManifest(from, digest)
  const { os, architecture, variant } = parseImageConfig(await from.readBlob(config.digest))
  return { os, architecture, ...(variant !== undefined && { variant }) }
}
