import { describe, expect, it } from 'vitest'

import { decodeText, isUtf16 } from './decode-text.ts'

describe('decodeText()', () => {
  it('reads UTF-8, without a byte order mark', () => {
    expect(decodeText(Buffer.from('ä😀'))).toBe('ä😀')
    expect(decodeText(Buffer.from('\ufeffä'))).toBe('ä')
  })

  it('reads UTF-16 where a byte order mark says so', () => {
    const little = Buffer.from('\ufeffä😀', 'utf16le')
    expect([isUtf16(little), isUtf16(Buffer.from('\ufeffa'))]).toEqual([true, false])
    expect(decodeText(little)).toBe('ä😀')
    expect(decodeText(Buffer.from(little).swap16())).toBe('ä😀')
  })

  it.each([
    [[0x61, 0x0a, 0x62, 0xff], 2, 2],
    [[0xc3], 1, 1],
    [[0xed, 0xa0, 0x80], 1, 1],
    [[0xff, 0xfe, 0x61], 1, 1],
  ])('refuses the bytes %j at %s:%s', (bytes, line, column) => {
    expect(() => decodeText(Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ code: 'invalid-yaml', line, column })],
      }),
    )
  })
})
