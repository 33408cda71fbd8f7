import { setTimeout } from 'node:timers/promises'
import type { Digest } from '../digest/digest.ts'
import { OciError } from '../oci-error.ts'
import { readLimited } from './read-limited.ts'
import type { RegistryClient } from './registry-client.ts'
import { listsManifests, parseManifest, type Descriptor } from '../spec/manifest.ts'
import { manifestMediaTypes, ociMediaTypes } from '../spec/media-types.ts'
import { missingFrom, referrersIndex, referrersTag } from '../referrers/referrers-tag.ts'

/** Which artifacts to list for which image. */
export interface TagChange {
  repository: string
  subject: Digest
  added: readonly Descriptor[]
}

interface TaggedList {
  manifests: Descriptor[]
  etag: string | undefined
}

const attempts = 40
/** How often our entries must be found after writing them, with a pause before each look. */
const confirmations = 2
const pauseMilliseconds = 60

/**
 * Adds artifacts to the list under an image's tag. Others may do so at the same time, and registries have no exchange
 * that compares first (one with `ETag` on manifests may refuse a late write): so after writing it looks again, more
 * than once, and writes what another has overwritten. Throws `registry-failed` when that never ends.
 */
export async function addToReferrersTag(client: RegistryClient, change: TagChange): Promise<void> {
  let confirmed = 0
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const list = await readReferrersTag(client, change.repository, change.subject)
    const missing = missingFrom(list.manifests, change.added)
    if (missing.length === 0) {
      confirmed += 1
      if (attempt === 0 || confirmed === confirmations) return
    } else {
      confirmed = 0
      await writeTag(client, change, { ...list, manifests: [...list.manifests, ...missing] })
    }
    await pause()
  }
  const message = `Cannot list artifacts of "${change.subject}" at "${client.host}": others overwrite the list`
  throw new OciError('registry-failed', message, { digest: change.subject })
}

/** The list under an image's tag; it is empty where there is none. */
export async function readReferrersTag(
  client: RegistryClient,
  repository: string,
  subject: Digest,
): Promise<TaggedList> {
  const response = await client.send({
    method: 'GET',
    path: `${repository}/manifests/${referrersTag(subject)}`,
    repository,
    action: 'pull',
    // All of them: a registry hides what is not asked for, and it would be overwritten.
    headers: { accept: manifestMediaTypes.join(', ') },
    accept: [200, 404],
  })
  if (response.status === 404) {
    await response.body?.cancel()
    return { manifests: [], etag: undefined }
  }
  const list = parseManifest(await readLimited(response))
  if (listsManifests(list))
    return { manifests: list.manifests, etag: response.headers.get('etag') ?? undefined }
  const message = `Wanted a list of artifacts under "${referrersTag(subject)}", found ${list.mediaType}`
  throw new OciError('invalid-manifest', message, { digest: subject })
}

async function writeTag(
  client: RegistryClient,
  { repository, subject }: TagChange,
  { manifests, etag }: TaggedList,
): Promise<void> {
  const response = await client.send({
    method: 'PUT',
    path: `${repository}/manifests/${referrersTag(subject)}`,
    repository,
    action: 'push',
    headers: { 'content-type': ociMediaTypes.index, ...(etag !== undefined && { 'if-match': etag }) },
    body: new Blob([referrersIndex(manifests)]),
    // 412: another was faster, and what it wrote is read in the next round.
    accept: [201, 412],
  })
  await response.body?.cancel()
}

/** Of different length for everybody, so that two who met do not meet again. */
async function pause(): Promise<void> {
  await setTimeout(pauseMilliseconds * (1 + Math.random()))
}
