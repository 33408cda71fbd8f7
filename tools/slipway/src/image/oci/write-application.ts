import {
  listFolder,
  writeImage,
  writeIndex,
  type ImageContents,
  type ImageInLayout,
  type StartOptions,
} from '@slipway/oci'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { SlipwayError } from '../../slipway-error.ts'
import type { Service } from '../../workspace/service.ts'

/** What the oci builder works on. */
export interface OciBuild {
  readonly service: Service
  /** One for each platform of the service, or the one of this machine. */
  readonly bases: readonly ImageContents['base'][]
  /** Folder of the bundle. */
  readonly bundle: string
  /** URL of the source, as the workspace's package.json has it. */
  readonly source: string | undefined
  /** Folder that the image is written to. */
  readonly layout: string
}

/** How the containers of a bundle start, and a file that the bundle cannot do without. */
export interface Application {
  readonly start: StartOptions
  readonly needs: string
}

/**
 * Puts a bundle on a base as one layer; the same bundle and base give the same digest anywhere, on any day. A service
 * whose options name platforms becomes an index, also for a single one: then its digest stands for the same on every
 * machine. Without them it is the image of this machine's platform. Throws `no-main` when there is no bundle.
 */
export async function writeApplication(
  build: OciBuild,
  { start, needs }: Application,
): Promise<ImageInLayout> {
  const { service, bases, bundle, layout } = build
  if (!existsSync(path.join(bundle, needs))) {
    throw new SlipwayError(
      'no-main',
      `Cannot build "${service.name}": there is no bundle in "${bundle}", run its target "build" first`,
    )
  }
  const layers = [{ files: await listFolder(bundle, '/app') }]
  const annotations = describe(build)
  const images = bases.map((base) => ({
    base,
    layers,
    config: { ...start, labels: annotations },
    annotations,
  }))
  const [image] = images
  if (service.platforms.length === 0 && image) return await writeImage(image, layout)
  return await writeIndex({ images, annotations }, layout)
}

/**
 * What an image says of itself: as annotations of manifest and index, which registries read, and as labels of the config,
 * which `docker inspect` shows (OCI image specification, "annotations" and "config"). The commit is not among them: a
 * service that did not change would get another digest with every commit.
 */
function describe({ service, source }: OciBuild): Record<string, string> {
  return {
    'org.opencontainers.image.title': service.name,
    ...(source !== undefined && { 'org.opencontainers.image.source': source }),
  }
}
