import { digestOf, isDigest, parseDigest, type Digest } from '../digest/digest.ts'
import { readParts, type ImageInLayout } from '../layout/image-in-layout.ts'
import { openLayout, type Layout } from '../layout/layout.ts'
import { OciError } from '../oci-error.ts'
import type { Artifact, AttachReport } from '../referrers/artifact.ts'
import { attachToRegistry, listRegistryReferrers } from './registry-referrers.ts'
import type { Descriptor } from '../spec/manifest.ts'
import { manifestMediaTypes } from '../spec/media-types.ts'
import type { Platform } from '../spec/platform.ts'
import type { ImageStore, PushReport } from '../store/image-store.ts'
import { checkReference, checkRepository } from '../store/names.ts'
import { pullImage, type ImageSource } from '../store/pull-image.ts'
import type { Credentials } from './credentials.ts'
import { readBody } from './fetch-safely.ts'
import { readLimited } from './read-limited.ts'
import { RegistryClient } from './registry-client.ts'
import { uploadImage } from './upload-image.ts'

/** A registry and who asks it. */
export interface RegistryStoreOptions {
  host: string
  credentials: Credentials | undefined
  platform: Platform
}

/** A registry over HTTP, by the OCI distribution specification 1.1. */
export class RegistryStore implements ImageStore {
  readonly location: string
  readonly #client: RegistryClient
  readonly #platform: Platform

  constructor({ host, credentials, platform }: RegistryStoreOptions) {
    this.location = host
    this.#client = new RegistryClient(host, credentials)
    this.#platform = platform
  }

  async has(repository: string, reference: string): Promise<boolean> {
    return (await this.#head(repository, reference)).status === 200
  }

  async resolve(repository: string, reference: string): Promise<Digest | undefined> {
    const response = await this.#head(repository, reference)
    if (response.status === 404) return undefined
    if (isDigest(reference)) return reference
    const digest = response.headers.get('docker-content-digest')
    // The header is optional in the specification.
    return digest === null ? digestOf(await this.#readManifest(repository, reference)) : parseDigest(digest)
  }

  async push(image: ImageInLayout, repository: string, tags: readonly string[]): Promise<PushReport> {
    checkRepository(repository)
    for (const tag of tags) checkReference(tag)
    const layout = await openLayout(image.layout)
    const parts = await readParts(layout, image.digest)
    return await uploadImage(this.#client, { store: this, layout, parts, repository, tags })
  }

  async pull(repository: string, digest: Digest, directory: string): Promise<ImageInLayout> {
    checkRepository(repository)
    const source: ImageSource = {
      readManifest: (wanted) => this.#readManifest(repository, wanted),
      fetchBlob: (blob, to) => this.#fetchBlob(repository, blob, to),
    }
    return await pullImage(source, { digest: parseDigest(digest), platform: this.#platform }, directory)
  }

  async attach(
    image: ImageInLayout,
    repository: string,
    artifacts: readonly Artifact[],
  ): Promise<AttachReport> {
    const place = { client: this.#client, store: this, repository: checkRepository(repository) }
    return await attachToRegistry(place, image, artifacts)
  }

  async referrers(repository: string, digest: Digest): Promise<Descriptor[]> {
    const subject = parseDigest(digest)
    return (await listRegistryReferrers(this.#client, checkRepository(repository), subject)).manifests
  }

  async #head(repository: string, reference: string): Promise<Response> {
    return await this.#client.send({
      method: 'HEAD',
      path: manifestPath(repository, reference),
      repository,
      action: 'pull',
      headers: { accept: manifestMediaTypes.join(', ') },
      accept: [200, 404],
    })
  }

  async #readManifest(repository: string, reference: string): Promise<Uint8Array> {
    const response = await this.#client.send({
      method: 'GET',
      path: manifestPath(repository, reference),
      repository,
      action: 'pull',
      headers: { accept: manifestMediaTypes.join(', ') },
      accept: [200, 404],
    })
    if (response.status === 404) throw this.#missing(repository, reference)
    return await readLimited(response)
  }

  async #fetchBlob(repository: string, blob: Descriptor, to: Layout): Promise<void> {
    const response = await this.#client.send({
      method: 'GET',
      path: `${repository}/blobs/${blob.digest}`,
      repository,
      action: 'pull',
      accept: [200, 404],
    })
    if (response.status === 404) throw this.#missing(repository, blob.digest)
    await to.writeBlob(readBody(response), blob)
  }

  #missing(repository: string, reference: string): OciError {
    const digest = isDigest(reference) ? { digest: reference } : {}
    const message = `Cannot pull "${repository}" from "${this.location}": it has no "${reference}"`
    return new OciError('no-image', message, { ...digest, status: 404 })
  }
}

function manifestPath(repository: string, reference: string): string {
  return `${checkRepository(repository)}/manifests/${checkReference(reference)}`
}
