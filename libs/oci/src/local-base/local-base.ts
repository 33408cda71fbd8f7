import { realpath } from 'node:fs/promises'
import { arch } from 'node:process'
import type { ImageContents } from '../image/write-image.ts'
import type { ImageInLayout } from '../layout/image-in-layout.ts'
import { linuxOn } from '../spec/platform.ts'
import { baseFiles } from './base-files.ts'
import { libraryFiles } from './find-libraries.ts'
import { makeBase } from './make-base.ts'

/** What the base is made of. */
export interface LocalBaseOptions {
  /** The Node binary; a link to one will do. */
  node: string
}

/**
 * Makes a base image of a Node binary and the shared libraries that it needs, for machines without a registry. It is
 * kept in `directory` under a digest of what it is made of: seconds at first, milliseconds after. Its digest depends on
 * this machine's C library; `strip` is not used, as then it would also depend on which version of that is installed.
 * Throws `no-libraries` where there is no `ldd`.
 */
export async function localBase(directory: string, options: LocalBaseOptions): Promise<ImageInLayout> {
  return await makeBase(directory, await gather(await realpath(options.node)))
}

async function gather(node: string): Promise<ImageContents> {
  return {
    base: linuxOn(arch),
    // Two layers, so that a new Node does not bring the libraries again, nor they Node.
    layers: [
      { files: [...baseFiles, ...(await libraryFiles(node))] },
      { files: [{ path: '/usr/local/bin/node', source: node, mode: 0o755 }] },
    ],
    config: {
      entrypoint: ['/usr/local/bin/node'],
      user: '65532:65532',
      workingDir: '/',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', NODE_ENV: 'production' },
    },
  }
}
