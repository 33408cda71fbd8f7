import { createReadStream } from 'node:fs'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { createGunzip } from 'node:zlib'
import { tallyOf, type Bytes } from '../digest/tally.ts'
import type { Digest } from '../digest/digest.ts'
import { addImage } from '../image/add-image.ts'
import { compressLayer, type WrittenLayer } from '../layer/write-layer.ts'
import type { ImageInLayout } from '../layout/image-in-layout.ts'
import { createLayout, type Layout } from '../layout/layout.ts'
import { OciError } from '../oci-error.ts'
import { parseImageConfig } from '../spec/image-config.ts'
import type { Manifest } from '../spec/manifest.ts'
import { ociMediaTypes } from '../spec/media-types.ts'
import { findKnownLayers, type KnownLayer } from './known-layers.ts'
import { findFile, readJsonFile, spoolArchive, type SpooledArchive } from './spool-archive.ts'

/** What `manifest.json` of a `docker save` says of an image. */
interface SavedImage {
  Config: string
  Layers: string[]
}

/** What helps an import. */
export interface ImportOptions {
  /** Images whose layers are taken as they lie there, such as the base's: compressing is what takes long. */
  known?: readonly ImageInLayout[]
}

/** Where layers come from and go to. */
interface Import {
  archive: SpooledArchive
  layout: Layout
  known: ReadonlyMap<Digest, KnownLayer>
}

/**
 * Takes over what `docker save` writes of one image, as a file or a stream. The config stays byte for byte; layers are
 * compressed here, so that equal images get equal digests. Throws `invalid-archive`, and `digest-mismatch` for a layer
 * that is not the one that the config names.
 */
export async function importDockerSave(
  archive: string | Bytes,
  directory: string,
  options: ImportOptions = {},
): Promise<ImageInLayout> {
  const layout = await createLayout(directory)
  const folder = await mkdtemp(path.join(layout.directory, '.import-'))
  try {
    const bytes = typeof archive === 'string' ? createReadStream(archive) : archive
    const known = await findKnownLayers(options.known ?? [])
    return await importSpooled({ archive: await spoolArchive(bytes, folder), layout, known })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function importSpooled(from: Import): Promise<ImageInLayout> {
  const { archive, layout } = from
  const saved = parseSaved(await readJsonFile(archive, 'manifest.json'))
  const bytes = await readFile(findFile(archive, saved.Config))
  const config = parseImageConfig(bytes)
  const diffIds = config.rootfs.diff_ids
  if (diffIds.length !== saved.Layers.length) throw invalid(`${diffIds.length} layers`, saved.Layers)
  const layers: WrittenLayer[] = []
  for (const [position, name] of saved.Layers.entries()) {
    layers.push(await importLayer(from, findFile(archive, name), diffIds[position]))
  }
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: ociMediaTypes.manifest,
    config: { mediaType: ociMediaTypes.config, ...(await layout.writeBlob(bytes)) },
    layers: layers.map(({ blob }) => blob),
  }
  return await addImage(layout, manifest, config)
}

async function importLayer(
  { layout, known }: Import,
  file: string,
  wanted: Digest | undefined,
): Promise<WrittenLayer> {
  const there = wanted && known.get(wanted)
  const layer = await (there ? takeKnown(layout, file, there) : storeLayer(layout, file))
  if (layer.diffId === wanted) return layer
  const message = `Wanted a layer whose tar has the digest "${wanted}", found "${layer.diffId}"`
  throw new OciError('digest-mismatch', message, { digest: layer.diffId })
}

async function takeKnown(layout: Layout, file: string, there: KnownLayer): Promise<WrittenLayer> {
  const { digest } = await tallyOf(openLayer(file, await isGzip(file)))
  await layout.takeBlob(there.layout, there.blob)
  return { blob: there.blob, diffId: digest }
}

// Newer engines may save layers as they came from a registry; those keep their digest.
async function storeLayer(layout: Layout, file: string): Promise<WrittenLayer> {
  if (!(await isGzip(file))) return await compressLayer(layout, createReadStream(file))
  const blob = await layout.writeBlob(createReadStream(file))
  const { digest } = await tallyOf(openLayer(file, true))
  return { blob: { mediaType: ociMediaTypes.gzipLayer, ...blob }, diffId: digest }
}

function openLayer(file: string, isCompressed: boolean): Bytes {
  const bytes = createReadStream(file)
  return isCompressed ? bytes.pipe(createGunzip()) : bytes
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file)
  const { buffer } = await handle.read({ buffer: Buffer.alloc(2) }).finally(() => handle.close())
  return buffer[0] === 0x1f && buffer[1] === 0x8b
}

function parseSaved(value: unknown): SavedImage {
  const [image, ...others] = Array.isArray(value) ? (value as Partial<SavedImage>[]) : []
  const { Config, Layers } = image ?? {}
  if (others.length > 0) throw invalid('one image', value)
  if (typeof Config !== 'string' || !Array.isArray(Layers))
    throw invalid('an image with Config and Layers', value)
  return { Config, Layers: Layers.map(String) }
}

function invalid(wanted: string, found: unknown): OciError {
  const text = String(JSON.stringify(found)).slice(0, 200)
  return new OciError(
    'invalid-archive',
    `Cannot read the archive of an image: wanted ${wanted}, found ${text}`,
  )
}
