import { execa } from 'execa'
import { createGzip } from 'node:zlib'

/**
 * Bytes of an image of the engine as `docker image save` gives it, through zlib at the level that Docker's own push uses.
 * Whoever made an image, it is measured alike: nothing is gained by a better compressor.
 */
export async function compressedSize(image: string, signal: AbortSignal): Promise<number> {
  const saving = execa('docker', ['image', 'save', image], {
    stdin: 'ignore',
    buffer: { stdout: false },
    cancelSignal: signal,
  })
  const [size] = await Promise.all([countCompressed(saving.stdout), saving])
  return size
}

async function countCompressed(archive: NodeJS.ReadableStream): Promise<number> {
  let size = 0
  for await (const piece of archive.pipe(createGzip())) size += (piece as Buffer).length
  return size
}
