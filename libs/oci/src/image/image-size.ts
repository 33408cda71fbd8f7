import { readParts, type ImageInLayout } from '../layout/image-in-layout.ts'
import { openLayout } from '../layout/layout.ts'

/** How many bytes a registry stores for an image: manifests, configs and compressed layers, each once. */
export async function readImageSize({ layout, digest }: ImageInLayout): Promise<number> {
  const { blobs, manifests } = await readParts(await openLayout(layout), digest)
  const parts = [...blobs, ...manifests.map(({ descriptor }) => descriptor)]
  return parts.reduce((sum, { size }) => sum + size, 0)
}
