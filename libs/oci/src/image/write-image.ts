import type { LayerFile } from '../layer/layer-file.ts'
import { writeLayer, type WrittenLayer } from '../layer/write-layer.ts'
import { copyImage, readImageManifest, type ImageInLayout } from '../layout/image-in-layout.ts'
import { createLayout, openLayout, type Layout } from '../layout/layout.ts'
import { listImage } from '../layout/list-image.ts'
import { canonicalJson } from '../spec/canonical-json.ts'
import { parseImageConfig, type ImageConfigFile } from '../spec/image-config.ts'
import type { Descriptor, Manifest } from '../spec/manifest.ts'
import { ociMediaTypes, toOciMediaType } from '../spec/media-types.ts'
import type { Platform } from '../spec/platform.ts'
import { writeManifest } from './add-image.ts'
import { applyStartOptions, type StartOptions } from './start-options.ts'

/** What to make an image of: a base or, for an image from nothing, a platform; then layers, lowest first. */
export interface ImageContents {
  base: ImageInLayout | Platform
  layers: readonly LayerContents[]
  config: StartOptions
  /** Of the manifest; names by the OCI image specification, "annotations". */
  annotations?: Record<string, string>
}

/** One layer. */
export interface LayerContents {
  files: readonly LayerFile[]
}

/** The base's layers and config; both are empty for an image from nothing. */
interface Foundation {
  config: ImageConfigFile
  layers: Descriptor[]
}

const created = '1970-01-01T00:00:00Z'

/**
 * Writes an image into the layout in `directory`, which may be new. Equal contents give an equal digest: on any day, in
 * any folder, under any umask, with any Node. Other images in the layout stay.
 */
export async function writeImage(contents: ImageContents, directory: string): Promise<ImageInLayout> {
  const layout = await createLayout(directory)
  return await listImage(layout, await writeParts(layout, contents, new Map()))
}

/** Writes an image without listing it; a layer that is `written` already is taken from there. */
export async function writeParts(
  layout: Layout,
  { base, layers, config, annotations }: ImageContents,
  written: Map<LayerContents, WrittenLayer>,
): Promise<Descriptor> {
  const foundation = await layFoundation(base, layout)
  for (const layer of layers) {
    if (!written.has(layer)) written.set(layer, await writeLayer(layout, layer.files))
  }
  const added = layers.flatMap((layer) => written.get(layer) ?? [])
  const blob = await layout.writeBlob(canonicalJson(makeConfig(foundation.config, config, added)))
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: ociMediaTypes.manifest,
    config: { mediaType: ociMediaTypes.config, ...blob },
    layers: [...foundation.layers, ...added.map((layer) => layer.blob)],
    ...(annotations && { annotations }),
  }
  return await writeManifest(layout, manifest, foundation.config)
}

async function layFoundation(base: ImageInLayout | Platform, layout: Layout): Promise<Foundation> {
  if ('os' in base)
    return { config: { ...base, config: {}, rootfs: { type: 'layers', diff_ids: [] } }, layers: [] }
  const from = await openLayout(base.layout)
  const manifest = await readImageManifest(from, base.digest)
  await copyBase(from, layout, base)
  const config = parseImageConfig(await from.readBlob(manifest.config.digest))
  const layers = manifest.layers.map((layer) => ({ ...layer, mediaType: toOciMediaType(layer.mediaType) }))
  return { config, layers }
}

async function copyBase(from: Layout, to: Layout, base: ImageInLayout): Promise<void> {
  if (from.directory !== to.directory) await copyImage(from, to, base.digest)
}

function makeConfig(
  base: ImageConfigFile,
  options: StartOptions,
  layers: readonly WrittenLayer[],
): ImageConfigFile {
  const { os, architecture, variant, history } = base
  const added = layers.map(() => ({ created, created_by: 'slipway' }))
  return {
    os,
    architecture,
    ...(variant !== undefined && { variant }),
    created,
    config: applyStartOptions(base.config, options),
    rootfs: { type: 'layers', diff_ids: [...base.rootfs.diff_ids, ...layers.map(({ diffId }) => diffId)] },
    // A history has an entry for every layer or is left out.
    ...((history || base.rootfs.diff_ids.length === 0) && { history: [...(history ?? []), ...added] }),
  }
}
