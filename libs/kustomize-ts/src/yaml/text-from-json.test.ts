import { describe, expect, it } from 'vitest'

import { errorOf } from '../testing/render.ts'
import { keyFromJson, textFromJson } from './text-from-json.ts'

describe('textFromJson()', () => {
  it('folds U+0085 as an end of line', () => {
    expect(textFromJson('a \u0085 b')).toBe('a b')
    expect(textFromJson('a\u0085 \u0085b')).toBe('a\nb')
    expect(textFromJson('\u0085\u0085\u0085 b')).toBe('\n\nb')
  })

  it('refuses control characters that JSON does not escape', () => {
    expect(errorOf(() => textFromJson('a\u0080')).code).toBe('invalid-resource')
    expect(textFromJson('a\u0001\u2028\t')).toBe('a\u0001\u2028\t')
  })
})

describe('keyFromJson()', () => {
  it('refuses keys that do not fit on a line', () => {
    expect(keyFromJson('a'.repeat(1022))).toHaveLength(1022)
    expect(errorOf(() => keyFromJson('a'.repeat(1023))).code).toBe('invalid-resource')
    expect(errorOf(() => keyFromJson('\t'.repeat(512))).code).toBe('invalid-resource')
    expect(errorOf(() => keyFromJson('a\u0085b')).code).toBe('invalid-resource')
  })
})
