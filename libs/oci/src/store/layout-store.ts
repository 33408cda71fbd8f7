import { existsSync } from 'node:fs'
import path from 'node:path'
import { isDigest, parseDigest, type Digest } from '../digest/digest.ts'
import { copyImage, readParts, type ImageInLayout } from '../layout/image-in-layout.ts'
import { createLayout, Layout, openLayout } from '../layout/layout.ts'
import { OciError } from '../oci-error.ts'
import type { Artifact, AttachReport } from '../referrers/artifact.ts'
import { attachInLayout, readList } from '../referrers/layout-referrers.ts'
import { referrersTag } from '../referrers/referrers-tag.ts'
import { withArtifacts } from '../referrers/with-artifacts.ts'
import type { Descriptor } from '../spec/manifest.ts'
import type { Platform } from '../spec/platform.ts'
import type { ImageStore, PushReport } from './image-store.ts'
import { checkHost, checkReference, checkRepository } from './names.ts'
import { pullImage, type ImageSource } from './pull-image.ts'

const refName = 'org.opencontainers.image.ref.name'

/**
 * A layout as a store. Its index names an image `team/orders:<tag>`, and `team/orders@<digest>` so that an image
 * remains after its tags have moved on, as it does in a registry.
 */
export class LayoutStore implements ImageStore {
  readonly location: string
  readonly #directory: string
  readonly #platform: Platform

  constructor(directory: string, platform: Platform) {
    this.#directory = path.resolve(directory)
    this.#platform = platform
    this.location = `oci:${directory}`
  }

  async has(repository: string, reference: string): Promise<boolean> {
    return (await this.resolve(repository, reference)) !== undefined
  }

  async resolve(repository: string, reference: string): Promise<Digest | undefined> {
    const name = refNameOf(repository, reference)
    if (!existsSync(path.join(this.#directory, 'oci-layout'))) return undefined
    const { manifests } = await (await openLayout(this.#directory)).readIndex()
    return manifests.find(({ annotations }) => annotations?.[refName] === name)?.digest
  }

  async push(image: ImageInLayout, repository: string, tags: readonly string[]): Promise<PushReport> {
    const names = [image.digest, ...tags].map((reference) => refNameOf(repository, reference))
    const had = await Promise.all(tags.map((tag) => this.resolve(repository, tag)))
    const isListed = await this.has(repository, image.digest)
    const from = await openLayout(image.layout)
    const to = await createLayout(this.#directory)
    const { moved, skipped } = await copyImage(from, to, image.digest)
    const { manifests } = await readParts(from, image.digest)
    const descriptors = manifests.map(({ descriptor }) => descriptor)
    const own = descriptors.at(-1)
    if (own) await to.editIndex((listed) => nameImage(listed, own, names))
    return {
      digest: image.digest,
      uploaded: [...moved, ...(isListed ? [] : descriptors)],
      mounted: [],
      skipped: [...skipped, ...(isListed ? descriptors : [])],
      tagged: tags.filter((_tag, position) => had[position] !== image.digest),
    }
  }

  async tag(repository: string, digest: Digest, tag: string): Promise<void> {
    const name = refNameOf(repository, tag)
    if (!(await this.has(repository, digest))) throw this.#missing(repository, digest)
    await new Layout(this.#directory).editIndex((listed) => {
      const image = listed.find((one) => one.digest === digest)
      return image ? nameImage(listed, image, [name]) : listed
    })
  }

  async pull(repository: string, digest: Digest, directory: string): Promise<ImageInLayout> {
    const from = new Layout(this.#directory)
    const source: ImageSource = {
      readManifest: async (wanted) => {
        if (wanted === digest && !(await this.has(repository, wanted)))
          throw this.#missing(repository, wanted)
        return await from.readBlob(wanted)
      },
      fetchBlob: (blob, to) => to.takeBlob(from, blob),
    }
    return await pullImage(source, { digest: parseDigest(digest), platform: this.#platform }, directory)
  }

  async attach(
    image: ImageInLayout,
    repository: string,
    artifacts: readonly Artifact[],
  ): Promise<AttachReport> {
    const names = {
      list: refNameOf(repository, referrersTag(image.digest)),
      artifact: (digest: Digest) => refNameOf(repository, digest),
    }
    const to = await createLayout(this.#directory)
    return await withArtifacts(image, artifacts, (written) => attachInLayout(to, written, names))
  }

  async referrers(repository: string, digest: Digest): Promise<Descriptor[]> {
    const name = refNameOf(repository, referrersTag(parseDigest(digest)))
    if (!existsSync(path.join(this.#directory, 'oci-layout'))) return []
    const layout = await openLayout(this.#directory)
    return await readList(layout, (await layout.readIndex()).manifests, name)
  }

  #missing(repository: string, digest: Digest): OciError {
    const message = `Cannot pull "${repository}@${digest}": it is not in "${this.#directory}"`
    return new OciError('no-image', message, { digest })
  }
}

function nameImage(listed: Descriptor[], image: Descriptor, names: string[]): Descriptor[] {
  const kept = listed.filter(({ annotations }) => !names.includes(annotations?.[refName] ?? ''))
  return [...kept, ...names.map((name) => ({ ...image, annotations: { [refName]: name } }))]
}

function refNameOf(repository: string, reference: string): string {
  // Here a repository may begin with the host of the registry that the image is meant for.
  const [first = '', ...rest] = repository.split('/')
  if (first.includes(':')) checkRepository([checkHost(first) && 'host', ...rest].join('/'))
  else checkRepository(repository)
  return `${repository}${isDigest(reference) ? '@' : ':'}${checkReference(reference)}`
}
