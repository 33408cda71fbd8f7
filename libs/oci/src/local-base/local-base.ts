import { mkdir, realpath } from 'node:fs/promises'
import path from 'node:path'
import { arch } from 'node:process'
import { digestOf, type Digest } from '../digest/digest.ts'
import { writeImage, type ImageContents } from '../image/write-image.ts'
import { readParts, type ImageInLayout } from '../layout/image-in-layout.ts'
import { withLock } from '../layout/lock.ts'
import { openLayout } from '../layout/layout.ts'
import type { LayerFile } from '../layer/layer-file.ts'
import { canonicalJson } from '../spec/canonical-json.ts'
import { linuxOn } from '../spec/platform.ts'
import { baseFiles } from './base-files.ts'
import { digestFiles } from './file-digests.ts'
import { findLibraries } from './find-libraries.ts'

/** How long, in milliseconds, to wait for another process that makes the same base: some seconds' work on a calm machine. */
const patience = 300_000

/** What the base is made of. */
export interface LocalBaseOptions {
  /** The Node binary; a link to one will do. */
  node: string
}

/**
 * Makes a base image of a Node binary and the shared libraries that it needs, for machines without a registry. It is
 * kept in `directory` under a digest of what it is made of: seconds at first, milliseconds after. Its digest depends on
 * this machine's C library; `strip` is not used, as then it would also depend on which version of that is installed.
 * Throws `no-libraries` where there is no `ldd`.
 */
export async function localBase(directory: string, options: LocalBaseOptions): Promise<ImageInLayout> {
  await mkdir(directory, { recursive: true })
  const contents = await gather(await realpath(options.node))
  const key = await keyOf(contents, directory)
  const layout = path.join(directory, key.slice('sha256:'.length))
  const make = async () => (await findMade(layout)) ?? (await writeImage(contents, layout))
  return (await findMade(layout)) ?? (await withLock(`${layout}.lock`, make, patience))
}

async function gather(node: string): Promise<ImageContents> {
  const libraries = await findLibraries(node)
  const system: LayerFile[] = [
    ...baseFiles,
    ...libraries.map((source) => ({ path: source, source, mode: 0o755 })),
  ]
  return {
    base: linuxOn(arch),
    // Two layers, so that a new Node does not bring the libraries again, nor they Node.
    layers: [{ files: system }, { files: [{ path: '/usr/local/bin/node', source: node, mode: 0o755 }] }],
    config: {
      entrypoint: ['/usr/local/bin/node'],
      user: '65532:65532',
      workingDir: '/',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', NODE_ENV: 'production' },
    },
  }
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
