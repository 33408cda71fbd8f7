import { describe, expect, it } from 'vitest'
import { readRetryAfter } from './retry-after.ts'

const now = Date.parse('2026-01-01T00:00:00Z')

describe('readRetryAfter()', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
  ])('reads %j', (value, milliseconds) => {
    expect(readRetryAfter(value, now)).toBe(milliseconds)
  })

  it.each([undefined, '', '-1', '1.5', 'soon', '2026-01-01', 'Thu, never'])(
    'gives nothing for %j',
    (value) => {
      expect(readRetryAfter(value, now)).toBe(undefined)
    },
  )
})
