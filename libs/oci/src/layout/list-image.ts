import type { Descriptor } from '../spec/manifest.ts'
import type { ImageInLayout } from './image-in-layout.ts'
import type { Layout } from './layout.ts'

/** Adds an image, without a name, to the index of its layout; one that is listed stays as it is. */
export async function listImage(layout: Layout, image: Descriptor): Promise<ImageInLayout> {
  await layout.editIndex((listed) =>
    listed.some(({ digest }) => digest === image.digest) ? listed : [...listed, image],
  )
  return { layout: layout.directory, digest: image.digest }
}
