import { describe, expect, it } from 'vitest'
import { describeDuration, duration, durationMs } from './duration.ts'

describe('durationMs()', () => {
  it('adds days, hours, minutes and seconds', () => {
    expect(durationMs('2h')).toBe(7_200_000)
    expect(durationMs('1d12h30m5s')).toBe(((36 * 60 + 30) * 60 + 5) * 1000)
  })

  it('refuses what the schema refuses', () => {
    for (const text of ['', '2', 'h', '2h1d', '-1h', '1.5h', '2h ', 'soon']) {
      expect(() => durationMs(text)).toThrow(RangeError)
      expect(duration.safeParse(text).success).toBe(false)
    }
  })
})

describe('describeDuration()', () => {
  it('writes what durationMs() reads, to the minute', () => {
    for (const text of ['2h', '1d12h', '3d', '59m', '40s', '0s'])
      expect(describeDuration(durationMs(text))).toBe(text)
    expect(describeDuration(durationMs('1h30m59s'))).toBe('1h30m')
    expect(describeDuration(-1)).toBe('0s')
  })
})
