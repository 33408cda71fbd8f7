import { randomBytes } from 'node:crypto'

// Asking the system once for many ids, and writing all of them as text at once, costs a fraction of doing so for each.
const poolBytes = 4096
let pool = ''
let used = 0

/** So many random bytes in hexadecimal, never all of them zero. */
export function randomHex(bytes: 8 | 16): string {
  const length = 2 * bytes
  if (used + length > pool.length) {
    pool = randomBytes(poolBytes).toString('hex')
    used = 0
  }
  const text = pool.slice(used, used + length)
  used += length
  return text.startsWith('00000000') && /^0+$/.test(text) ? randomHex(bytes) : text
}
