import { Gzip } from 'fflate'
import type { Bytes } from '../digest/tally.ts'

const blockSize = 64 * 1024

/**
 * Compresses with fflate, whose bytes depend on its pinned version alone; those of node:zlib depend on the zlib
 * of the Node at hand.
 */
export async function* gzip(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const stream = new Gzip({ level: 6, mtime: 0 }, (piece) => void ready.push(piece))
  for await (const block of inBlocks(bytes)) {
    stream.push(block)
    yield* ready.splice(0)
  }
  stream.push(new Uint8Array(0), true)
  yield* ready
}

// Equal pieces, because the compressed bytes depend on where one piece ends and the next begins.
async function* inBlocks(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const block = new Uint8Array(blockSize)
  let filled = 0
  for await (const piece of bytes) {
    for (let offset = 0; offset < piece.length;) {
      const part = piece.subarray(offset, offset + blockSize - filled)
      block.set(part, filled)
      offset += part.length
      filled += part.length
      if (filled < blockSize) continue
      yield block
      filled = 0
    }
  }
  yield block.subarray(0, filled)
}
