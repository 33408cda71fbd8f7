import type { ImageInLayout } from '@slipway/oci'
import { writeApplication, type OciBuild } from '../oci/write-application.ts'

/**
 * Puts a bundled front end on a base with nginx, which gets the server's whole configuration from the bundle. Its entry
 * point is nginx itself, as process 1: that of the base may be a shell script, which wants to write where it may not.
 * Throws `no-main`.
 */
export async function buildStatic(build: OciBuild): Promise<ImageInLayout> {
  const { port } = build.service
  return await writeApplication(build, {
    needs: 'site/index.html',
    start: {
      entrypoint: ['/usr/sbin/nginx', '-p', '/app', '-e', 'stderr', '-c', 'server/nginx.conf'],
      user: '65532:65532',
      workingDir: '/app',
      stopSignal: 'SIGQUIT',
      ...(port !== undefined && { exposedPorts: [port] }),
    },
  })
}
