import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** Node hashes ten times faster, but first loads for as long as hashing this many characters takes otherwise, twice over. */
const worthLoading = 300_000

/** The SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
export function sha256Hex(text: string): string {
  if (text.length < worthLoading) return bytesToHex(sha256(utf8ToBytes(text)))
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex')
}
