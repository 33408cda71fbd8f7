import type { Layout } from '../layout/layout.ts'
import { OciError } from '../oci-error.ts'
import type { Descriptor } from '../spec/manifest.ts'
import type { KnownPlaces } from './known-places.ts'
import { mountBlob } from './mount-blob.ts'
import type { RegistryClient } from './registry-client.ts'
import { isThere, uploadBlob } from './upload-blob.ts'

/** Smaller ones are sent sooner than talked about. */
const worthSharing = 32 * 1024

/** Where blobs come from and go to. */
export interface BlobMove {
  layout: Layout
  repository: string
  /** Repositories of the same registry that may have blobs of the image: its base's. */
  sources?: readonly string[] | undefined
  places?: KnownPlaces | undefined
}

/** Brings a blob into a repository: not at all when it is there, from another one when that has it, else by upload. */
export async function moveBlob(
  client: RegistryClient,
  move: BlobMove,
  blob: Descriptor,
): Promise<'skipped' | 'mounted' | 'uploaded'> {
  const target = { repository: move.repository, blob }
  if (await isThere(client, target)) {
    if (blob.size >= worthSharing) await move.places?.add(blob.digest, move.repository)
    return 'skipped'
  }
  const file = await findFile(move.layout, blob)
  if (blob.size < worthSharing) return await upload()
  return move.places ? await move.places.alone(blob.digest, share) : await share()

  async function share() {
    const opened = await mountFromSomewhere(client, move, blob)
    const moved = opened === true ? 'mounted' : await upload(opened)
    await move.places?.add(blob.digest, move.repository)
    return moved
  }

  async function upload(opened?: Response) {
    await uploadBlob(client, { ...target, file }, opened)
    return 'uploaded' as const
  }
}

/** `true` when the blob is there then, or the answer of a registry that has opened an upload instead. */
async function mountFromSomewhere(
  client: RegistryClient,
  { repository, sources = [], places }: BlobMove,
  blob: Descriptor,
): Promise<true | Response | undefined> {
  const known = (await places?.find(blob.digest)) ?? []
  const candidates = [...new Set([...known, ...sources])].filter((name) => name !== repository)
  for (const from of candidates) {
    const answer = await mountBlob(client, { repository, blob }, from)
    // An upload that was opened is as good as one that we open, and asking on would leave it behind.
    if (answer !== false) return answer
  }
  return undefined
}

async function findFile(layout: Layout, blob: Descriptor): Promise<string> {
  if (await layout.hasBlob(blob)) return layout.blobPath(blob.digest)
  const message = `Cannot push "${blob.digest}": it is not in "${layout.directory}"`
  throw new OciError('no-image', message, { digest: blob.digest })
}
