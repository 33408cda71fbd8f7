import { readFile } from 'node:fs/promises'
import type { Digest } from '../digest/digest.ts'
import { readImageManifest } from '../layout/image-in-layout.ts'
import { OciError } from '../oci-error.ts'
import type { ImageStore } from './image-store.ts'
import { inTemporaryLayout } from '../referrers/with-artifacts.ts'

/** The document of an artifact that a store lists, verified; throws `no-image`, `digest-mismatch` and what reading throws. */
export async function readArtifact(store: ImageStore, repository: string, digest: Digest): Promise<Buffer> {
  return await inTemporaryLayout(async (layout) => {
    await store.pull(repository, digest, layout.directory)
    const { layers } = await readImageManifest(layout, digest)
    const [document] = layers
    if (document && layers.length === 1) return await readFile(layout.blobPath(document.digest))
    const message = `Cannot read the artifact "${digest}": wanted one document, found ${layers.length}`
    throw new OciError('invalid-manifest', message, { digest })
  })
}
