import { randomUUID } from 'node:crypto'
import { open, rename, writeFile } from 'node:fs/promises'
import type { Digest } from '../digest/digest.ts'
import { Tally, type Bytes } from '../digest/tally.ts'
import { OciError } from '../oci-error.ts'
import { manifestSizeLimit } from '../spec/manifest.ts'

/** The digest and size in bytes of a blob. */
export interface BlobFacts {
  digest: Digest
  size: number
}

/** Writes a new file; throws `size-mismatch` as soon as there are more bytes than `limit`. */
export async function writeLimited(file: string, bytes: Bytes, limit: number): Promise<BlobFacts> {
  const tally = new Tally()
  const handle = await open(file, 'wx')
  try {
    for await (const piece of tally.count(bytes)) {
      if (tally.size > limit) throw new OciError('size-mismatch', `Found more than ${limit} bytes`, { file })
      await handle.appendFile(piece)
    }
  } finally {
    await handle.close()
  }
  return { digest: tally.digest(), size: tally.size }
}

/** Throws `digest-mismatch` or `size-mismatch` unless a blob is the expected one. */
export function checkBlob(found: BlobFacts, expected: BlobFacts, file: string): void {
  const { digest, size } = expected
  if (found.digest !== digest) {
    const message = `Wanted bytes of digest "${digest}", found "${found.digest}"`
    throw new OciError('digest-mismatch', message, { digest, file })
  }
  if (found.size === size) return
  throw new OciError('size-mismatch', `Wanted ${size} bytes as "${digest}", found ${found.size}`, {
    digest,
    file,
  })
}

/** What to throw for a manifest or config that is too large to be read as a whole. */
export function tooLarge(digest: Digest, size: number): OciError {
  const message = `Cannot read "${digest}" as a manifest or config: wanted at most ${manifestSizeLimit} bytes, found ${size}`
  return new OciError('size-mismatch', message, { digest })
}

/** Writes a file that readers see whole or not at all. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const partial = `${file}.${randomUUID()}`
  await writeFile(partial, text, { flag: 'wx' })
  await rename(partial, file)
}
