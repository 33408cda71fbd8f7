import { randomFillSync } from 'node:crypto'

// Asking the system once for many ids costs a fraction of asking for each.
const pool = Buffer.allocUnsafeSlow(4096)
let used = pool.length

/** `bytes` random bytes in hexadecimal, never all of them zero: at most 16, as long as an id of a trace. */
export function randomHex(bytes: 8 | 16): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const text = pool.toString('hex', used, used + bytes)
  used += bytes
  return /[^0]/.test(text) ? text : randomHex(bytes)
}
