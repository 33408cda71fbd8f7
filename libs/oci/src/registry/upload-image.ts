import type { ImageParts } from '../layout/image-in-layout.ts'
import { OciError } from '../oci-error.ts'
import type { Descriptor } from '../spec/manifest.ts'
import type { ImageStore, PushReport } from '../store/image-store.ts'
import { drain } from './drain.ts'
import { moveBlob, type BlobMove } from './move-blob.ts'
import type { RegistryClient } from './registry-client.ts'

/** An image, and the names that it gets in a registry. */
export interface Upload extends BlobMove {
  store: Pick<ImageStore, 'has' | 'resolve'>
  parts: ImageParts
  tags: readonly string[]
}

/** Uploads blobs, then manifests, then tags, because a registry takes a manifest only when it has what that refers to. */
export async function uploadImage(client: RegistryClient, upload: Upload): Promise<PushReport> {
  const { manifests, blobs } = upload.parts
  const image = manifests.at(-1)
  if (!image) throw new OciError('no-image', 'Cannot push an image without a manifest')
  const { digest } = image.descriptor
  const report: PushReport = { digest, uploaded: [], mounted: [], skipped: [], tagged: [] }
  // A registry that has the manifest has all that it refers to.
  if (await upload.store.has(upload.repository, digest)) {
    report.skipped.push(...blobs, ...manifests.map(({ descriptor }) => descriptor))
  } else {
    for (const blob of blobs) report[await moveBlob(client, upload, blob)].push(blob)
    for (const manifest of manifests) await putManifest(client, upload.repository, manifest)
    report.uploaded.push(...manifests.map(({ descriptor }) => descriptor))
  }
  for (const tag of upload.tags) {
    if ((await upload.store.resolve(upload.repository, tag)) === digest) continue
    await putManifest(client, upload.repository, { ...image, tag })
    report.tagged.push(tag)
  }
  return report
}

/** Stores a manifest under its digest, or under a tag. */
export async function putManifest(
  client: RegistryClient,
  repository: string,
  {
    descriptor,
    bytes,
    tag,
  }: { descriptor: Pick<Descriptor, 'mediaType' | 'digest'>; bytes: Uint8Array; tag?: string },
): Promise<void> {
  const response = await client.send({
    method: 'PUT',
    path: `${repository}/manifests/${tag ?? descriptor.digest}`,
    repository,
    action: 'push',
    headers: { 'content-type': descriptor.mediaType },
    body: new Blob([bytes]),
    accept: [201],
  })
  await drain(response)
}
