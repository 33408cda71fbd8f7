import { describe, expect, it } from 'vitest'

import { outline, refusal } from '../../testing/parsed.ts'

describe('mayEndKey()', () => {
  it('allows 1,024 characters before the colon', () => {
    expect(refusal(`${'a'.repeat(1024)}: b`)).toBeUndefined()
    expect(refusal(`${'a'.repeat(1025)}: b`)).toMatch(/^invalid-yaml/)
    expect(refusal(`"${'a'.repeat(1022)}": b`)).toBeUndefined()
    expect(refusal(`"${'a'.repeat(1023)}": b`)).toMatch(/^invalid-yaml/)
    expect(refusal(`${'😀'.repeat(1024)}: b`)).toBeUndefined()
    expect(outline(`? ${'a'.repeat(2000)}\n: b`)).toEqual({ map: [['a'.repeat(2000), 'b']] })
  })

  it('wants key and colon in one line', () => {
    expect(refusal('"a\n b": c\n')).toMatch(/^invalid-yaml/)
    expect(refusal('{a\n: c}')).toMatch(/^invalid-yaml/)
    expect(refusal('[a,\nb]: c\n')).toMatch(/^invalid-yaml/)
    expect(refusal('x: y\n[a,\nb]: c\n')).toMatch(/^invalid-yaml/)
  })
})

describe('isStillPossible()', () => {
  it('forgets to wait behind empty braces as go-yaml does', () => {
    expect(outline('{}a: b\n')).toEqual({ map: [] })
    expect(refusal('{b}a: b\n')).toMatch(/^invalid-yaml/)
    expect(outline('{}: b\n', { dialect: 'configuration' })).toEqual({ map: [] })
  })
})
