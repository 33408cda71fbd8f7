import { describe, expect, it } from 'vitest'
import { readUntil } from './read-until.ts'

const now = new Date('2026-11-21T09:30:00.700Z')

describe('readUntil()', () => {
  it.each([
    ['2h', '2026-11-21T11:30:00Z'],
    ['3d', '2026-11-24T09:30:00Z'],
    ['2026-11-22T09:00Z', '2026-11-22T09:00:00Z'],
    ['2026-11-22 09:00:10+02:00', '2026-11-22T07:00:10Z'],
  ])('reads %s', (text, expected) => {
    expect(readUntil(text, now)).toBe(expected)
  })

  it.each(['', 'tomorrow', '0s', '2026-11-21T09:30Z', '2026-11-22', '2026-11-22T09:00', '2026-13-40T09:00Z'])(
    'throws "invalid-time" for %j, which is over or may mean several times',
    (text) => expect(() => readUntil(text, now)).toThrow(expect.objectContaining({ code: 'invalid-time' })),
  )
})
