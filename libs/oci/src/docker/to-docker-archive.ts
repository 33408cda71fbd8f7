import { arch } from 'node:process'
import { hexOf, type Digest } from '../digest/digest.ts'
import { chooseImage } from '../image/choose-image.ts'
import { toLayerEntries } from '../layer/layer-entries.ts'
import type { LayerFile } from '../layer/layer-file.ts'
import { writeTar } from '../layer/tar.ts'
import { readImageManifest, type ImageInLayout } from '../layout/image-in-layout.ts'
import { openLayout } from '../layout/layout.ts'
import { linuxOn, type Platform } from '../spec/platform.ts'

/**
 * The bytes that `docker load` of any engine takes, for the image to have there the name `name` ("orders:test"). Of an
 * index it is the image for a platform, Linux on this machine's processor by default; throws `no-platform`.
 */
export async function* toDockerArchive(
  image: ImageInLayout,
  name: string,
  platform: Platform = linuxOn(arch),
): AsyncGenerator<Uint8Array> {
  const layout = await openLayout(image.layout)
  const chosen = await chooseImage(image, platform)
  const { config, layers } = await readImageManifest(layout, chosen.digest)
  const listing = [
    {
      Config: configName(config.digest),
      RepoTags: [name],
      Layers: layers.map(({ digest }) => layerName(digest)),
    },
  ]
  const blobs = new Map([
    [configName(config.digest), config.digest],
    ...layers.map(({ digest }) => [layerName(digest), digest] as const),
  ])
  const files: LayerFile[] = [
    { path: 'manifest.json', content: JSON.stringify(listing) },
    ...[...blobs].map(([path, digest]) => ({ path, source: layout.blobPath(digest) })),
  ]
  yield* writeTar(await toLayerEntries(files))
}

function configName(digest: Digest): string {
  return `${hexOf(digest)}.json`
}

function layerName(digest: Digest): string {
  return `${hexOf(digest)}.tar.gz`
}
