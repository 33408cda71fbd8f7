import { listFolder, writeImage, type ImageContents, type ImageInLayout } from '@slipway/oci'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { SlipwayError } from '../../slipway-error.ts'
import type { Service } from '../../workspace/service.ts'

/** What the oci builder works on. */
export interface OciBuild {
  readonly service: Service
  readonly base: ImageContents['base']
  /** Folder of the bundle. */
  readonly bundle: string
  /** URL of the source, as the workspace's package.json has it. */
  readonly source: string | undefined
  /** Folder that the image is written to. */
  readonly layout: string
}

/** Puts a bundle on a base as one layer; the same bundle and base give the same digest anywhere, on any day. */
export async function buildWithOci({
  service,
  base,
  bundle,
  source,
  layout,
}: OciBuild): Promise<ImageInLayout> {
  if (!existsSync(path.join(bundle, 'main.js'))) {
    throw new SlipwayError(
      'no-main',
      `Cannot build "${service.name}": there is no bundle in "${bundle}", run its target "build" first`,
    )
  }
  const files = await listFolder(bundle, '/app')
  return await writeImage(
    {
      base,
      layers: [{ files }],
      config: {
        // The base's entry point is Node, which is not on PATH everywhere: distroless images have it in /nodejs/bin.
        cmd: ['main.js'],
        user: '65532:65532',
        workingDir: '/app',
        ...(service.port !== undefined && { exposedPorts: [service.port] }),
        env: { NODE_ENV: 'production' },
      },
      annotations: {
        'org.opencontainers.image.title': service.name,
        ...(source !== undefined && { 'org.opencontainers.image.source': source }),
      },
    },
    layout,
  )
}
