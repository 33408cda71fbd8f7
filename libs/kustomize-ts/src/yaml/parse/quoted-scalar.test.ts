import { describe, expect, it } from 'vitest'

import { outline, refusal } from '../../testing/parsed.ts'

describe('readQuoted()', () => {
  it.each([
    [`''`, ''],
    [`'a "b" \\n'`, 'a "b" \\n'],
    [`'it''s'`, `it's`],
    [`''''`, `'`],
    [`"a 'b'"`, `a 'b'`],
    [`"null"`, 'null'],
    [`" a "`, ' a '],
  ])('reads %s as %j', (text, expected) => {
    expect(outline(text)).toBe(expected)
  })

  it.each([
    ['"a\nb"', 'a b'],
    ['"a \n\t b"', 'a b'],
    ['"a\n\n\nb"', 'a\n\nb'],
    ['"a\u2029b"', 'a\u2029b'],
    ['"a\\\n   b"', 'ab'],
    ['"a\\\n\n  b"', 'a\nb'],
    ['"a \\\n"', 'a '],
    ["'a\\\nb'", 'a\\ b'],
    ['"a\r\nb"', 'a b'],
  ])('folds %j to %j', (text, expected) => {
    expect(outline(text)).toBe(expected)
  })

  it('refuses a text that does not end, at its beginning', () => {
    expect(refusal('a: "b\nc: d\n')).toBe('invalid-yaml 1:4')
    expect(refusal("a: 'b''\n")).toBe('invalid-yaml 1:4')
  })

  it('refuses a document mark in a text', () => {
    expect(refusal('"a\n---\nb"')).toBe('invalid-yaml 1:1')
    expect(refusal('"a\\\n... b"')).toBe('invalid-yaml 1:1')
    expect(outline('"a\n---b"')).toBe('a ---b')
  })
})

describe('readEscape()', () => {
  it('knows the escapes of YAML 1.1', () => {
    expect(outline('"\\0\\a\\b\\t\\n\\v\\f\\r\\e\\ \\"\\\'\\\\\\N\\_\\L\\P"')).toBe(
      '\0\u0007\b\t\n\v\f\r\u001b "\'\\\u0085\u00a0\u2028\u2029',
    )
    expect(outline('"\\x41\\u00e4\\U0001F600"')).toBe('Aä😀')
  })

  it.each(['"\\/"', '"\\q"', '"\\x4"', '"\\u00g0"', '"\\ud83d\\ude00"', '"\\U00110000"', '"\\'])(
    'refuses %s',
    (text) => {
      expect(refusal(text)).toMatch(/^invalid-yaml 1:/)
    },
  )
})
