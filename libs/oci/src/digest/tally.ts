import { createHash } from 'node:crypto'
import type { Digest } from './digest.ts'

/** Bytes that come one piece after another. */
export type Bytes = AsyncIterable<Uint8Array>

/** Counts and hashes bytes. */
export class Tally {
  size = 0
  readonly #hash = createHash('sha256')

  add(piece: Uint8Array): void {
    this.size += piece.length
    this.#hash.update(piece)
  }

  /** Passes bytes on, and adds them. */
  async *count(bytes: Bytes): AsyncGenerator<Uint8Array> {
    for await (const piece of bytes) {
      this.add(piece)
      yield piece
    }
  }

  /** The digest of all that was added; callable once. */
  digest(): Digest {
    return `sha256:${this.#hash.digest('hex')}`
  }
}

/** Reads bytes to their end for their digest and size. */
export async function tallyOf(bytes: Bytes): Promise<{ digest: Digest; size: number }> {
  const tally = new Tally()
  for await (const piece of bytes) tally.add(piece)
  return { digest: tally.digest(), size: tally.size }
}
