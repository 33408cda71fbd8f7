import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ImageInLayout } from '../layout/image-in-layout.ts'
import { createLayout, openLayout, type Layout } from '../layout/layout.ts'
import type { Descriptor } from '../spec/manifest.ts'
import { writeArtifact, type Artifact } from './artifact.ts'

/** Artifacts of one image in a layout that is gone afterwards. */
export interface WrittenArtifacts {
  layout: Layout
  descriptors: Descriptor[]
}

/** Does something with artifacts as they will be stored. */
export async function withArtifacts<T>(
  image: ImageInLayout,
  artifacts: readonly Artifact[],
  action: (written: WrittenArtifacts) => Promise<T>,
): Promise<T> {
  const from = await openLayout(image.layout)
  const { mediaType } = await from.readManifest(image.digest)
  const { length: size } = await from.readBlob(image.digest)
  return await inTemporaryLayout(async (layout) => {
    const descriptors: Descriptor[] = []
    for (const artifact of artifacts)
      descriptors.push(await writeArtifact(layout, { mediaType, digest: image.digest, size }, artifact))
    return await action({ layout, descriptors })
  })
}

/** Does something with an empty layout, which is removed when that is done. */
export async function inTemporaryLayout<T>(action: (layout: Layout) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'slipway-artifacts-'))
  try {
    return await action(await createLayout(folder))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
