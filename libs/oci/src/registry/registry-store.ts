import { digestOf, isDigest, parseDigest, type Digest } from '../digest/digest.ts'
import { readParts, type ImageInLayout } from '../layout/image-in-layout.ts'
import { checkBlob } from '../layout/blob-file.ts'
import { openLayout, type Layout } from '../layout/layout.ts'
import { OciError } from '../oci-error.ts'
import type { Artifact, AttachReport } from '../referrers/artifact.ts'
import { attachToRegistry, listRegistryReferrers } from './registry-referrers.ts'
import { parseManifest, type Descriptor } from '../spec/manifest.ts'
import { manifestMediaTypes } from '../spec/media-types.ts'
import type { Platform } from '../spec/platform.ts'
import type { ImageStore, PushOptions, PushReport } from '../store/image-store.ts'
import { checkReference, checkRepository } from '../store/names.ts'
import { pullImage, type ImageSource } from '../store/pull-image.ts'
import { downloadBlob } from './download-blob.ts'
import { readLimited } from './read-limited.ts'
import { KnownPlaces } from './known-places.ts'
import { RegistryClient, type RegistryClientOptions, type RegistryRequest } from './registry-client.ts'
import { putManifest, uploadImage } from './upload-image.ts'

/** A registry and who asks it. */
export interface RegistryStoreOptions extends RegistryClientOptions {
  host: string
  platform: Platform
  /** Folder to remember in which repositories have which blobs. */
  places?: string | undefined
}

/** A registry over HTTP, by the OCI distribution specification 1.1. */
export class RegistryStore implements ImageStore {
  readonly location: string
  readonly #client: RegistryClient
  readonly #platform: Platform
  readonly #places: KnownPlaces | undefined

  constructor({ host, platform, places, ...options }: RegistryStoreOptions) {
    this.location = host
    this.#client = new RegistryClient(host, options)
    this.#platform = platform
    this.#places = places === undefined ? undefined : new KnownPlaces(places, host)
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

  async push(
    image: ImageInLayout,
    repository: string,
    tags: readonly string[],
    { sources = [] }: PushOptions = {},
  ): Promise<PushReport> {
    for (const name of [repository, ...sources]) checkRepository(name)
    for (const tag of tags) checkReference(tag)
    const layout = await openLayout(image.layout)
    const parts = await readParts(layout, image.digest)
    const move = { layout, repository, sources, places: this.#places }
    return await uploadImage(this.#client, { ...move, store: this, parts, tags })
  }

  async tag(repository: string, digest: Digest, tag: string): Promise<void> {
    const bytes = await this.#readManifest(repository, parseDigest(digest))
    checkBlob({ digest: digestOf(bytes), size: bytes.length }, { digest, size: bytes.length }, tag)
    const { mediaType } = parseManifest(bytes)
    await putManifest(this.#client, repository, { descriptor: { mediaType, digest }, bytes, tag })
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
    return await this.#client.send(manifestRequest('HEAD', repository, reference))
  }

  async #readManifest(repository: string, reference: string): Promise<Uint8Array> {
    const attempts = this.#client.attempts()
    for (;;) {
      const response = await this.#client.send(manifestRequest('GET', repository, reference))
      if (response.status === 404) throw this.#missing(repository, reference)
      try {
        return await readLimited(response)
      } catch (failure) {
        await attempts.failed(failure)
      }
    }
  }

  async #fetchBlob(repository: string, blob: Descriptor, to: Layout): Promise<void> {
    const bytes = await downloadBlob(this.#client, repository, blob)
    if (!bytes) throw this.#missing(repository, blob.digest)
    await to.writeBlob(bytes, blob)
  }

  #missing(repository: string, reference: string): OciError {
    const digest = isDigest(reference) ? { digest: reference } : {}
    const message = `Cannot pull "${repository}" from "${this.location}": it has no "${reference}"`
    return new OciError('no-image', message, { ...digest, status: 404 })
  }
}

function manifestRequest(method: 'GET' | 'HEAD', repository: string, reference: string): RegistryRequest {
  return {
    method,
    path: `${checkRepository(repository)}/manifests/${checkReference(reference)}`,
    repository,
    action: 'pull',
    headers: { accept: manifestMediaTypes.join(', ') },
    accept: [200, 404],
  }
}
