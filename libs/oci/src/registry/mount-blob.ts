import { OciError } from '../oci-error.ts'
import { drain } from './drain.ts'
import type { RegistryClient } from './registry-client.ts'
import { isThere, type BlobTarget } from './upload-blob.ts'

/**
 * Asks a registry to take a blob over from another of its repositories. Gives `true` when the blob is there then, the
 * answer of a registry that has opened an upload instead, `false` when it does neither (OCI distribution specification,
 * "mounting a blob from another repository").
 */
export async function mountBlob(
  client: RegistryClient,
  target: BlobTarget,
  from: string,
): Promise<boolean | Response> {
  const { repository, blob } = target
  const query = new URLSearchParams({ mount: blob.digest, from })
  const path = `${repository}/blobs/uploads/?${query}`
  try {
    const answer = await client.send({
      method: 'POST',
      path,
      repository,
      from,
      action: 'push',
      accept: [201, 202],
    })
    await drain(answer)
    if (answer.status === 202) return answer
    // A registry's word is not enough to refer to a blob.
    return await isThere(client, target)
  } catch (error) {
    // Whoever may not read there can still upload.
    if (error instanceof OciError && error.code !== 'unreachable') return false
    throw error
  }
}
