import { openAsBlob } from 'node:fs'
import type { ImageParts } from '../layout/image-in-layout.ts'
import type { Layout } from '../layout/layout.ts'
import { OciError } from '../oci-error.ts'
import type { Descriptor } from '../spec/manifest.ts'
import type { ImageStore, PushReport } from '../store/image-store.ts'
import type { RegistryClient } from './registry-client.ts'

/** An image, and the names that it gets in a registry. */
export interface Upload {
  store: Pick<ImageStore, 'has' | 'resolve'>
  layout: Layout
  parts: ImageParts
  repository: string
  tags: readonly string[]
}

/** Uploads blobs, then manifests, then tags, because a registry takes a manifest only when it has what that refers to. */
export async function uploadImage(client: RegistryClient, upload: Upload): Promise<PushReport> {
  const { manifests, blobs } = upload.parts
  const image = manifests.at(-1)
  if (!image) throw new OciError('no-image', 'Cannot push an image without a manifest')
  const { digest } = image.descriptor
  const report: PushReport = { digest, uploaded: [], skipped: [], tagged: [] }
  // A registry that has the manifest has all that it refers to.
  if (await upload.store.has(upload.repository, digest)) {
    report.skipped.push(...blobs, ...manifests.map(({ descriptor }) => descriptor))
  } else {
    for (const blob of blobs) report[await uploadBlob(client, upload, blob)].push(blob)
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

async function uploadBlob(
  client: RegistryClient,
  { layout, repository }: Upload,
  blob: Descriptor,
): Promise<'uploaded' | 'skipped'> {
  const path = `${repository}/blobs/${blob.digest}`
  const found = await client.send({ method: 'HEAD', path, repository, action: 'push', accept: [200, 404] })
  if (found.status === 200) return 'skipped'
  if (!(await layout.hasBlob(blob))) {
    const message = `Cannot push "${blob.digest}": it is not in "${layout.directory}"`
    throw new OciError('no-image', message, { digest: blob.digest })
  }
  const target = await startUpload(client, repository)
  target.searchParams.set('digest', blob.digest)
  const body = await openAsBlob(layout.blobPath(blob.digest))
  const headers = { 'content-type': 'application/octet-stream' }
  await drain(
    await client.send({
      method: 'PUT',
      path: target,
      repository,
      action: 'push',
      headers,
      body,
      accept: [201],
    }),
  )
  return 'uploaded'
}

// The address is opaque: the rest of the upload goes there (OCI distribution specification, "pushing a blob monolithically").
async function startUpload(client: RegistryClient, repository: string): Promise<URL> {
  const path = `${repository}/blobs/uploads/`
  const started = await client.send({ method: 'POST', path, repository, action: 'push', accept: [202] })
  await drain(started)
  const target = URL.parse(started.headers.get('location') ?? '', started.url)
  if (target) return target
  throw new OciError('registry-failed', `Cannot push to "${client.host}": wanted an address for the upload`)
}

async function putManifest(
  client: RegistryClient,
  repository: string,
  { descriptor, bytes, tag }: ImageParts['manifests'][number] & { tag?: string },
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

// A body that nobody reads keeps its connection busy.
async function drain(response: Response): Promise<void> {
  await response.body?.cancel()
}
