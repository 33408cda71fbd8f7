import type { Digest } from '../digest/digest.ts'
import { Tally, type Bytes } from '../digest/tally.ts'
import type { Layout } from '../layout/layout.ts'
import type { Descriptor } from '../spec/manifest.ts'
import { ociMediaTypes } from '../spec/media-types.ts'
import { gzip } from './gzip.ts'
import { toLayerEntries } from './layer-entries.ts'
import type { LayerFile } from './layer-file.ts'
import { writeTar } from './tar.ts'

/** A layer in a layout: its compressed blob, and the digest of the tar in it (`diff_id`). */
export interface WrittenLayer {
  blob: Descriptor
  diffId: Digest
}

/** Writes files as a layer: equal files give equal bytes. */
export async function writeLayer(layout: Layout, files: readonly LayerFile[]): Promise<WrittenLayer> {
  return await compressLayer(layout, writeTar(await toLayerEntries(files)))
}

/** Compresses the tar of a layer. */
export async function compressLayer(layout: Layout, tar: Bytes): Promise<WrittenLayer> {
  const tally = new Tally()
  const blob = await layout.writeBlob(gzip(tally.count(tar)))
  return { blob: { mediaType: ociMediaTypes.gzipLayer, ...blob }, diffId: tally.digest() }
}
