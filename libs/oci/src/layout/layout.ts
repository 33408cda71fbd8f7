import { randomUUID } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { copyFile, link, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { digestOf, hexOf, type Digest } from '../digest/digest.ts'
import { tallyOf, type Bytes } from '../digest/tally.ts'
import { OciError } from '../oci-error.ts'
import { canonicalJson } from '../spec/canonical-json.ts'
import {
  listsManifests,
  manifestSizeLimit,
  parseManifest,
  type Descriptor,
  type ImageIndex,
  type Manifest,
} from '../spec/manifest.ts'
import { ociMediaTypes } from '../spec/media-types.ts'
import { checkBlob, replaceFile, tooLarge, writeLimited, type BlobFacts } from './blob-file.ts'
import { withLock } from './lock.ts'

/** Bases have 50 MB and more: pieces of the usual 64 KB cost as much as hashing them. */
const pieceSize = 1024 * 1024

/**
 * A folder with images as the OCI image layout specification says: `oci-layout`, `index.json` and `blobs/sha256`.
 * Several processes may write to one at the same time.
 */
export class Layout {
  readonly directory: string

  constructor(directory: string) {
    this.directory = path.resolve(directory)
  }

  /** Where a blob lies, or would. */
  blobPath(digest: Digest): string {
    return path.join(this.directory, 'blobs/sha256', hexOf(digest))
  }

  /** Whether a blob of this digest and size is there; its bytes are not read. */
  async hasBlob({ digest, size }: BlobFacts): Promise<boolean> {
    const found = await stat(this.blobPath(digest)).catch(() => undefined)
    return found?.isFile() === true && found.size === size
  }

  /** A small blob as a whole, verified; throws `no-image` when it is not there. */
  async readBlob(digest: Digest): Promise<Buffer> {
    const file = this.blobPath(digest)
    const found = await stat(file).catch(() => undefined)
    if (!found) throw this.#missing(digest)
    if (found.size > manifestSizeLimit) throw tooLarge(digest, found.size)
    const bytes = await readFile(file)
    checkBlob({ digest: digestOf(bytes), size: bytes.length }, { digest, size: bytes.length }, file)
    return bytes
  }

  /** A manifest or index, verified. */
  async readManifest(digest: Digest): Promise<Manifest | ImageIndex> {
    return parseManifest(await this.readBlob(digest))
  }

  /**
   * Stores bytes under their digest. Throws `digest-mismatch` or `size-mismatch`, and keeps nothing, when they are not
   * what was expected.
   */
  async writeBlob(bytes: Bytes | Uint8Array | string, expected?: BlobFacts): Promise<BlobFacts> {
    const partial = path.join(this.directory, 'blobs', `.partial-${randomUUID()}`)
    try {
      const source = typeof bytes === 'string' || bytes instanceof Uint8Array ? [Buffer.from(bytes)] : bytes
      const found = await writeLimited(partial, Readable.from(source), expected?.size ?? Infinity)
      if (expected) checkBlob(found, expected, partial)
      await rename(partial, this.blobPath(found.digest))
      return found
    } catch (error) {
      await rm(partial, { force: true })
      throw error
    }
  }

  /** Verifies a blob of another layout and takes it over by a hard link, or as a copy where links do not reach. */
  async takeBlob(from: Layout, blob: BlobFacts): Promise<void> {
    const source = from.blobPath(blob.digest)
    const partial = path.join(this.directory, 'blobs', `.partial-${randomUUID()}`)
    try {
      await link(source, partial).catch(() => copyFile(source, partial))
      const bytes = createReadStream(partial, { highWaterMark: pieceSize })
      checkBlob(await tallyOf(bytes), blob, source)
      await rename(partial, this.blobPath(blob.digest))
    } catch (cause) {
      if (!(cause instanceof OciError)) throw from.#missing(blob.digest, cause)
      // A blob that is not what its name says is of no use to anybody, and gone it can be fetched or made again.
      if (cause.code === 'digest-mismatch') await rm(source, { force: true })
      throw cause
    } finally {
      // Also after a rename: between two links of one file it does nothing (rename(2)).
      await rm(partial, { force: true })
    }
  }

  /** `index.json`. */
  async readIndex(): Promise<ImageIndex> {
    const file = path.join(this.directory, 'index.json')
    const bytes = await readFile(file).catch((cause: unknown) => {
      throw new OciError('invalid-layout', `Cannot find an image layout in "${this.directory}"`, {
        file,
        cause,
      })
    })
    const index = parseManifest(bytes)
    if (listsManifests(index)) return index
    throw new OciError('invalid-layout', `Cannot read "${file}": wanted an index of images`, { file })
  }

  /** Rewrites the list of images; no other process does so at the same time. */
  async editIndex(edit: (manifests: Descriptor[]) => Descriptor[] | Promise<Descriptor[]>): Promise<void> {
    await withLock(path.join(this.directory, 'index.json.lock'), async () => {
      const index = await this.readIndex()
      const next = canonicalJson({ ...index, manifests: await edit(index.manifests) })
      if (next !== canonicalJson(index)) await replaceFile(path.join(this.directory, 'index.json'), next)
    })
  }

  #missing(digest: Digest, cause?: unknown): OciError {
    const message = `Cannot find "${digest}" in "${this.directory}"`
    return new OciError('no-image', message, { digest, file: this.blobPath(digest), cause })
  }
}

/** Opens a layout and makes it where there is none. */
export async function createLayout(directory: string): Promise<Layout> {
  const layout = new Layout(directory)
  await mkdir(path.join(layout.directory, 'blobs/sha256'), { recursive: true })
  const marker = path.join(layout.directory, 'oci-layout')
  if (existsSync(marker)) return layout
  await withLock(path.join(layout.directory, 'index.json.lock'), async () => {
    if (existsSync(marker)) return
    const index: ImageIndex = { schemaVersion: 2, mediaType: ociMediaTypes.index, manifests: [] }
    await replaceFile(path.join(layout.directory, 'index.json'), canonicalJson(index))
    // Last, because its presence says that the rest is there.
    await replaceFile(marker, '{"imageLayoutVersion":"1.0.0"}')
  })
  return layout
}

/** Opens a layout that is there; throws `invalid-layout`. */
export async function openLayout(directory: string): Promise<Layout> {
  const layout = new Layout(directory)
  const file = path.join(layout.directory, 'oci-layout')
  const text = await readFile(file, 'utf8').catch(() => '')
  if (/"imageLayoutVersion"\s*:\s*"1\.\d+\.\d+"/.test(text)) return layout
  throw new OciError(
    'invalid-layout',
    `Cannot open "${layout.directory}" as an image layout: wanted "oci-layout" of version 1`,
    { file },
  )
}
