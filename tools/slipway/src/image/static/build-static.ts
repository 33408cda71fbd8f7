import { listFolder, writeImage, type ImageInLayout } from '@slipway/oci'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { SlipwayError } from '../../slipway-error.ts'
import type { OciBuild } from '../oci/build-with-oci.ts'

/**
 * Puts a bundled front end on a base with nginx, which gets the server's whole configuration from the bundle. Its entry
 * point is nginx itself, as process 1: that of the base may be a shell script, which wants to write where it may not.
 */
export async function buildStatic(build: OciBuild): Promise<ImageInLayout> {
  const { service, base, bundle, source, layout } = build
  if (!existsSync(path.join(bundle, 'site/index.html'))) {
    throw new SlipwayError(
      'no-main',
      `Cannot build "${service.name}": there is no bundle in "${bundle}", run its target "build" first`,
    )
  }
  return await writeImage(
    {
      base,
      layers: [{ files: await listFolder(bundle, '/app') }],
      config: {
        entrypoint: ['/usr/sbin/nginx', '-p', '/app', '-e', 'stderr', '-c', 'server/nginx.conf'],
        user: '65532:65532',
        workingDir: '/app',
        stopSignal: 'SIGQUIT',
        ...(service.port !== undefined && { exposedPorts: [service.port] }),
      },
      annotations: {
        'org.opencontainers.image.title': service.name,
        ...(source !== undefined && { 'org.opencontainers.image.source': source }),
      },
    },
    layout,
  )
}
