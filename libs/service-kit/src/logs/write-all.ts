import { writeSync } from 'node:fs'

const retryMs = 5
const never = new Int32Array(new SharedArrayBuffer(4))

/**
 * Writes all of `text` before it returns, also to a pipe that is full: whoever reads it too slowly slows this process down, and
 * loses no line. Throws what the system says (`EPIPE` when nobody reads any more).
 */
export function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(descriptor, bytes, written)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(never, 0, 0, retryMs)
    }
  }
}
