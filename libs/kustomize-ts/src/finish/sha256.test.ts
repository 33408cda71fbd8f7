import { createHash } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { sha256Hex } from './sha256.ts'

describe('sha256Hex()', () => {
  it.each([0, 1, 55, 56, 63, 64, 65, 1000, 400_000])(
    'is the hash that Node gives for %i characters',
    (length) => {
      const text = 'aé😀'.repeat(length).slice(0, length).toWellFormed()
      expect(sha256Hex(text)).toBe(createHash('sha256').update(text).digest('hex'))
    },
  )
})
