import { createCipheriv } from 'node:crypto'
import { expect } from 'vitest'
import type { LayerFile } from '../layer/layer-file.ts'
import { writeImage } from '../image/write-image.ts'
import type { ImageInLayout } from '../layout/image-in-layout.ts'

/** An image from nothing with these files. */
export async function sampleImage(directory: string, files: Record<string, string>): Promise<ImageInLayout> {
  const layer = Object.entries(files).map(([path, content]): LayerFile => ({ path, content }))
  const base = { os: 'linux', architecture: 'amd64' }
  return await writeImage({ base, layers: [{ files: layer }], config: { cmd: ['/hello'] } }, directory)
}

/** An image with one layer of about `size` bytes that do not compress, the same for the same seed. */
export async function largeImage(directory: string, size: number, seed = 1): Promise<ImageInLayout> {
  const key = Buffer.alloc(16, seed)
  const content = createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size))
  const base = { os: 'linux', architecture: 'amd64' }
  return await writeImage({ base, layers: [{ files: [{ path: 'large', content }] }], config: {} }, directory)
}

/** The `code` that something throws, to be asserted. */
export function withCode(code: string): unknown {
  return expect.objectContaining({ name: 'OciError', code })
}
