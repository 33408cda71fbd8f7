import { openAsBlob } from 'node:fs'
import type { BlobFacts } from '../layout/blob-file.ts'
import { OciError } from '../oci-error.ts'
import { drain } from './drain.ts'
import { isTransient, type Attempts } from './patience.ts'
import type { RegistryClient } from './registry-client.ts'
import { UploadSession } from './upload-session.ts'

/** Which blob goes where. */
export interface BlobTarget {
  blob: BlobFacts
  repository: string
}

/**
 * Uploads a blob from a file, which is read while it is sent: a small one at once, a large one in chunks. When a connection
 * breaks it asks what the registry has and goes on there, or begins again where the registry has forgotten. A registry that
 * takes no chunks gets the blob at once. `opened` is what a registry answered that has opened an upload already.
 */
export async function uploadBlob(
  client: RegistryClient,
  target: BlobTarget & { file: string },
  opened?: Response,
): Promise<void> {
  const bytes = await openAsBlob(target.file)
  await new BlobUpload(client, target, bytes).run(opened)
}

/** Whether a registry has a blob in a repository. */
export async function isThere(client: RegistryClient, { repository, blob }: BlobTarget): Promise<boolean> {
  const path = `${repository}/blobs/${blob.digest}`
  const found = await client.send({ method: 'HEAD', path, repository, action: 'push', accept: [200, 404] })
  return (await drain(found)).status === 200
}

class BlobUpload {
  readonly #client: RegistryClient
  readonly #target: BlobTarget
  readonly #bytes: Blob
  readonly #attempts: Attempts
  #session: UploadSession | undefined
  /** The most bytes that the registry ever had. */
  #furthest = 0

  constructor(client: RegistryClient, target: BlobTarget, bytes: Blob) {
    this.#client = client
    this.#target = target
    this.#bytes = bytes
    this.#attempts = client.attempts()
  }

  async run(opened?: Response): Promise<void> {
    if (opened) this.#session = new UploadSession(this.#client, this.#target.repository, opened)
    for (;;) {
      // Has had its own attempts when it fails.
      const session = (this.#session ??= await this.#open())
      try {
        return await this.#send(session)
      } catch (failure) {
        await this.#attempts.failed(failure, isTransient(failure) || this.#hasAnotherWay(failure))
        // The answer to the last request may be all that was lost.
        if (await isThere(this.#client, this.#target)) return
        await this.#recover(failure)
      }
    }
  }

  get #usesChunks(): boolean {
    return this.#client.takesChunks && this.#bytes.size > this.#client.patience.chunk
  }

  async #send(session: UploadSession): Promise<void> {
    const { digest } = this.#target.blob
    if (!this.#usesChunks) return await session.finish(digest, this.#bytes)
    while (session.offset < this.#bytes.size) await this.#sendChunk(session)
    await session.finish(digest)
  }

  async #open(): Promise<UploadSession> {
    const { repository } = this.#target
    const path = `${repository}/blobs/uploads/`
    const opened = await this.#client.send({
      method: 'POST',
      path,
      repository,
      action: 'push',
      accept: [202],
    })
    return new UploadSession(this.#client, repository, await drain(opened))
  }

  async #sendChunk(session: UploadSession): Promise<void> {
    const start = session.offset
    const size = Math.max(this.#client.patience.chunk, session.leastChunk)
    await session.append(this.#bytes.slice(start, start + size))
    if (session.offset <= start || session.offset > this.#bytes.size) throw this.#lostCount(session.offset)
    // Bytes that were there before and were lost are no progress: a registry that forgets always would be asked for ever.
    if (session.offset <= this.#furthest) return
    this.#furthest = session.offset
    this.#attempts.progressed()
  }

  /** Whether what the registry refused can be had otherwise: in a new upload, from another place, without chunks. */
  #hasAnotherWay(failure: unknown): boolean {
    if (!(failure instanceof OciError) || failure.code !== 'registry-failed') return false
    return this.#usesChunks || failure.status === 404
  }

  async #recover(failure: unknown): Promise<void> {
    if (this.#usesChunks && !isTransient(failure) && !this.#isMisplaced(failure))
      this.#client.takesChunks = false
    const session = this.#usesChunks ? this.#session : undefined
    this.#session = (await session?.refresh(this.#bytes.size)) ? session : undefined
  }

  // 416: the registry has another number of bytes. 404: it has forgotten the upload. Whoever says so of the first chunk
  // takes none.
  #isMisplaced(failure: unknown): boolean {
    const status = failure instanceof OciError ? failure.status : undefined
    return this.#furthest > 0 && (status === 416 || status === 404)
  }

  #lostCount(offset: number): OciError {
    const message = `Cannot push "${this.#target.blob.digest}" in chunks: wanted them counted, found ${offset} bytes`
    return new OciError('registry-failed', message)
  }
}
