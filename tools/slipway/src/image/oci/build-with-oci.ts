import type { ImageInLayout } from '@slipway/oci'
import { writeApplication, type OciBuild } from './write-application.ts'

/** Puts a bundled service on a base with Node, which is the container's process 1 and gets the signals. Throws `no-main`. */
export async function buildWithOci(build: OciBuild): Promise<ImageInLayout> {
  const { port } = build.service
  return await writeApplication(build, {
    needs: 'main.js',
    start: {
      // The base's entry point is Node, which is not on PATH everywhere: distroless images have it in /nodejs/bin.
      cmd: ['main.js'],
      user: '65532:65532',
      workingDir: '/app',
      // Also where the base wants another one: this is what the service drains on.
      stopSignal: 'SIGTERM',
      ...(port !== undefined && { exposedPorts: [port] }),
      env: { NODE_ENV: 'production', ...(port !== undefined && { PORT: String(port) }) },
    },
  })
}
