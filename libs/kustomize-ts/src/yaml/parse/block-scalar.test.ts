import { describe, expect, it } from 'vitest'

import { outline, refusal } from '../../testing/parsed.ts'

describe('readBlockScalar()', () => {
  it.each([
    ['|\n  a\n  b\n', 'a\nb\n'],
    ['|\n  a\n   b\n\n  c\n', 'a\n b\n\nc\n'],
    ['|\n\n  a\n', '\na\n'],
    ['|\n  a', 'a'],
    ['|\n  a\r\n  b\r\n', 'a\nb\n'],
    ['|\n  a\u2028  b\n', 'a\u2028b\n'],
    ['|\n  a # no comment\n# a comment\n', 'a # no comment\n'],
    ['| # a comment\n  a\n', 'a\n'],
  ])('reads the literal %j as %j', (text, expected) => {
    expect(outline(text)).toBe(expected)
  })

  it.each([
    ['>\n  a\n  b\n', 'a b\n'],
    ['>\n  a\n\n  b\n', 'a\nb\n'],
    ['>\n  a\n   b\n  c\n', 'a\n b\nc\n'],
    ['>\n  a\n  \tb\n  c\n', 'a\n\tb\nc\n'],
    ['>\n\n  a\n', '\na\n'],
  ])('reads the folded %j as %j', (text, expected) => {
    expect(outline(text)).toBe(expected)
  })

  it.each([
    ['|\n  a\n\n\n', 'a\n'],
    ['|-\n  a\n\n\n', 'a'],
    ['|+\n  a\n\n\n', 'a\n\n\n'],
    ['>+\n  a\n\n', 'a\n\n'],
    ['|+\n\n', '\n'],
  ])('chomps %j to %j', (text, expected) => {
    expect(outline(text)).toBe(expected)
  })

  it.each([
    ['|1\n  a\n', ' a\n'],
    ['|2-\n   a\n', ' a'],
    ['|-2\n   a\n', ' a'],
    ['a: |1\n   b\n', { map: [['a', '  b\n']] }],
    ['- |1\n  a\n', [' a\n']],
  ])('counts the indentation of %j from the block around it', (text, expected) => {
    expect(outline(text)).toEqual(expected)
  })

  it('ends where a line is less indented', () => {
    expect(outline('a: |\n    b\n  # c\nd: e\n')).toEqual({
      map: [
        ['a', 'b\n'],
        ['d', 'e'],
      ],
    })
  })

  it.each(['|0\n a', '|a\n b', '|+-\n a', '| a\n', '|11\n a'])('refuses the header of %j', (text) => {
    expect(refusal(text)).toMatch(/^invalid-yaml 1:/)
  })

  it('refuses tabs as indentation', () => {
    expect(refusal('a: |\n\tb\n')).toBe('invalid-yaml 1:4')
    expect(refusal('a: >\n b\n\tc\n')).toBe('invalid-yaml 1:4')
  })
})
