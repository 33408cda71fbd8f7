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

/** The `code` that something throws, to be asserted. */
export function withCode(code: string): unknown {
  return expect.objectContaining({ name: 'OciError', code })
}
