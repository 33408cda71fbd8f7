import { describe, expect, it } from 'vitest'

import { outline, refusal } from '../../testing/parsed.ts'

describe('readPlain()', () => {
  it.each([
    ['a b', 'a b'],
    ['a  b   # c', 'a  b'],
    ['a#b', 'a#b'],
    ['a:b', 'a:b'],
    ['http://x/y?z', 'http://x/y?z'],
    ['-a', '-a'],
    ['?a', '?a'],
    [':a', ':a'],
    ['a, b] }', 'a, b] }'],
    ['a "b" \'c\'', 'a "b" \'c\''],
    ['ä \u00a0 😀', 'ä \u00a0 😀'],
    ['a\tb', 'a\tb'],
  ])('reads %j as %j', (text, expected) => {
    expect(outline(text)).toBe(expected)
  })

  it.each([
    ['a\nb', 'a b'],
    ['a  \n  b', 'a b'],
    ['a\n\n\nb', 'a\n\nb'],
    ['a\n \t b', 'a b'],
    ['a\r\nb\rc', 'a b c'],
    ['a\u0085b', 'a b'],
    ['a\u2028b', 'a\u2028b'],
    ['a\n# c\nb', 'a'],
    ['a\n--- b', 'a'],
    ['a\n---b', 'a ---b'],
  ])('folds %j to %j', (text, expected) => {
    expect(outline(text)).toBe(expected)
  })

  it('ends where the next line is not deeper than the block', () => {
    expect(outline('a: b\n c\nd: e')).toEqual({
      map: [
        ['a', 'b c'],
        ['d', 'e'],
      ],
    })
  })

  it.each([',', '?', '[', ']', '{', '}'])('ends at %s in brackets, and not elsewhere', (mark) => {
    expect(refusal(`- [a${mark}${mark} b]`)).toMatch(/^invalid-yaml/)
    expect(outline(`a${mark}${mark} b`)).toBe(`a${mark}${mark} b`)
  })

  it('refuses tabs as indentation', () => {
    expect(refusal('a: b\n\tc')).toBe('invalid-yaml 2:1')
  })
})
