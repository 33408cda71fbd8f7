import type { Digest } from '../digest/digest.ts'
import type { ImageInLayout } from '../layout/image-in-layout.ts'
import type { Artifact, AttachReport } from '../referrers/artifact.ts'
import type { Descriptor } from '../spec/manifest.ts'

/** A place that holds images by repository (`team/orders`) and tag or digest: a registry, or a layout on disk. */
export interface ImageStore {
  /** As it was given to `openStore`. */
  readonly location: string
  /** Whether there is a manifest under a tag or digest. */
  has(repository: string, reference: string): Promise<boolean>
  /** The digest that a tag or digest stands for. */
  resolve(repository: string, reference: string): Promise<Digest | undefined>
  /** Stores an image under its digest and the tags; moves only what the store lacks. */
  push(
    image: ImageInLayout,
    repository: string,
    tags: readonly string[],
    options?: PushOptions,
  ): Promise<PushReport>
  /** Gives another tag to an image that is there. Throws `no-image`. */
  tag(repository: string, digest: Digest, tag: string): Promise<void>
  /**
   * Brings an image by its digest into the layout in `directory`; of an index, the image for the store's platform, whose
   * digest is then another. What is there already is not asked for: when all is, the store need not be reachable.
   */
  pull(repository: string, digest: Digest, directory: string): Promise<ImageInLayout>
  /**
   * Attaches documents to an image that the repository has: they are found by its digest, which stays as it is. What is
   * there byte for byte is not stored again. Several may attach to one image at the same time.
   */
  attach(image: ImageInLayout, repository: string, artifacts: readonly Artifact[]): Promise<AttachReport>
  /** What is attached to the image of a digest, with each one's `artifactType`; `readArtifact` reads one. */
  referrers(repository: string, digest: Digest): Promise<Descriptor[]>
}

/** What makes a push cheaper. */
export interface PushOptions {
  /** Other repositories of the same registry that may have layers of the image, such as its base's. */
  sources?: readonly string[] | undefined
}

/** What a push did. */
export interface PushReport {
  digest: Digest
  /** Blobs and manifests that the store lacked. */
  uploaded: Descriptor[]
  /** Blobs that it took over from another of its repositories. */
  mounted: Descriptor[]
  /** Blobs and manifests that it had. */
  skipped: Descriptor[]
  /** Tags that did not stand for this digest before. */
  tagged: string[]
}
