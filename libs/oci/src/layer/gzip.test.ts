import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { gzip } from './gzip.ts'

// Neither constant nor random, so that it compresses, but not to nothing.
const text = Buffer.from(
  Array.from({ length: 40_000 }, (_, n) =>
    createHash('md5')
      .update(`${n % 999}`)
      .digest('hex'),
  ).join(),
)

async function compress(bytes: Uint8Array, pieceSize: number): Promise<Buffer> {
  async function* pieces() {
    for (let start = 0; start < bytes.length; start += pieceSize)
      yield bytes.subarray(start, start + pieceSize)
  }
  return Buffer.concat(await Array.fromAsync(gzip(pieces())))
}

describe('gzip()', () => {
  it('gives bytes that do not depend on the pieces in which they come', async () => {
    const whole = await compress(text, text.length)
    expect(gunzipSync(whole).equals(text)).toBe(true)
    for (const size of [1000, 65_536, 100_001]) expect((await compress(text, size)).equals(whole)).toBe(true)
  })

  it('writes neither a time nor a name into the header', async () => {
    const bytes = await compress(text, 1000)
    expect([...bytes.subarray(0, 8)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])
  })

  it('compresses nothing to an empty stream', async () => {
    expect(gunzipSync(await compress(new Uint8Array(0), 1)).length).toBe(0)
  })
})
