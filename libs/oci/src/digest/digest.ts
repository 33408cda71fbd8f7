import { createHash } from 'node:crypto'
import { OciError } from '../oci-error.ts'

/** `sha256:` and 64 lower-case hexadecimal digits: the only algorithm that is taken. */
export type Digest = `sha256:${string}`

const pattern = /^sha256:[0-9a-f]{64}$/

/** Whether a text is a digest: only such a text may become part of a path. */
export function isDigest(text: unknown): text is Digest {
  return typeof text === 'string' && pattern.test(text)
}

/** The text as a digest; throws `invalid-digest`. */
export function parseDigest(text: unknown): Digest {
  if (isDigest(text)) return text
  const found = JSON.stringify(text)
  throw new OciError(
    'invalid-digest',
    `Cannot read a digest: wanted sha256:<64 hexadecimal digits>, found ${found}`,
  )
}

/** The digest of bytes in memory. */
export function digestOf(bytes: Uint8Array | string): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** The 64 hexadecimal digits of a digest. */
export function hexOf(digest: Digest): string {
  return parseDigest(digest).slice('sha256:'.length)
}
