import { realpath } from 'node:fs/promises'
import { arch } from 'node:process'
import type { ImageInLayout } from '../layout/image-in-layout.ts'
import { linuxOn } from '../spec/platform.ts'
import { baseFiles } from './base-files.ts'
import { libraryFiles } from './find-libraries.ts'
import { makeBase } from './make-base.ts'

/** What the base is made of. */
export interface LocalNginxOptions {
  /** The nginx binary; a link to one will do. */
  nginx: string
}

/**
 * Makes a base image of an nginx binary and the shared libraries that it needs, and nothing else: no shell, no
 * configuration. For machines without a registry, kept as `localBase` keeps its own. Throws `no-libraries` where there
 * is no `ldd`.
 */
export async function localNginx(directory: string, options: LocalNginxOptions): Promise<ImageInLayout> {
  const nginx = await realpath(options.nginx)
  return await makeBase(directory, {
    base: linuxOn(arch),
    layers: [
      { files: [...baseFiles, ...(await libraryFiles(nginx))] },
      { files: [{ path: '/usr/sbin/nginx', source: nginx, mode: 0o755 }] },
    ],
    config: { entrypoint: ['/usr/sbin/nginx'], user: '65532:65532', workingDir: '/', stopSignal: 'SIGQUIT' },
  })
}
