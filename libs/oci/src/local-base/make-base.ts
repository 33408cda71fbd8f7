import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { digestOf, type Digest } from '../digest/digest.ts'
import { writeImage, type ImageContents } from '../image/write-image.ts'
import { readParts, type ImageInLayout } from '../layout/image-in-layout.ts'
import { withLock } from '../layout/lock.ts'
import { openLayout } from '../layout/layout.ts'
import { canonicalJson } from '../spec/canonical-json.ts'
import { digestFiles } from './file-digests.ts'

/** How long, in milliseconds, to wait for another process that makes the same base: some seconds' work on a calm machine. */
const patience = 300_000

/** Gives the image of these contents, which is kept in `directory` under a digest of what it is made of. */
export async function makeBase(directory: string, contents: ImageContents): Promise<ImageInLayout> {
  await mkdir(directory, { recursive: true })
  const key = await keyOf(contents, directory)
  const layout = path.join(directory, key.slice('sha256:'.length))
  const make = async () => (await findMade(layout)) ?? (await writeImage(contents, layout))
  return (await findMade(layout)) ?? (await withLock(`${layout}.lock`, make, patience))
}

// Of contents and places in the image, not of places on disk: two clones share one base.
async function keyOf({ layers, ...rest }: ImageContents, directory: string): Promise<Digest> {
  const files = layers.flatMap((layer) => layer.files)
  const sources = files.flatMap((file) => ('source' in file ? [file.source] : []))
  const digests = await digestFiles(sources, directory)
  const placed = files.map((file) => ('source' in file ? { ...file, source: null } : file))
  return digestOf(canonicalJson({ rest, placed, digests }))
}

async function findMade(directory: string): Promise<ImageInLayout | undefined> {
  const layout = await openLayout(directory).catch(() => undefined)
  const digest = (await layout?.readIndex())?.manifests[0]?.digest
  if (!layout || !digest) return undefined
  const { blobs } = await readParts(layout, digest)
  const there = await Promise.all(blobs.map((blob) => layout.hasBlob(blob)))
  return there.every(Boolean) ? { layout: layout.directory, digest } : undefined
}
