import { OciError } from '../oci-error.ts'
import { manifestSizeLimit } from '../spec/manifest.ts'
import { readBody } from './fetch-safely.ts'

/** A manifest that a registry sends, as a whole; throws `size-mismatch` as soon as it is too large to be one. */
export async function readLimited(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of readBody(response)) {
    size += piece.length
    if (size > manifestSizeLimit)
      throw new OciError(
        'size-mismatch',
        `Wanted a manifest of at most ${manifestSizeLimit} bytes, found more`,
      )
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
