import { describe, expect, it } from 'vitest'

import { emitYaml } from './emit.ts'

describe('emitYaml()', () => {
  it('writes a key of several lines as a block, with one line break before its value', () => {
    expect(emitYaml(new Map([['one\ntwo', 1]]))).toBe('? |-\n  one\n  two\n: 1\n')
  })

  it('escapes every character of a text that begins with a byte order mark, and so folds it nowhere', () => {
    const yaml = emitYaml(new Map([['a', `\ufeff${'word '.repeat(30)}`]]))
    expect(yaml).toMatch(/^a: "\\uFEFF(?:\\x[0-9A-F]{2}){150}"\n$/)
  })

  it('writes a key that is too long for a line of its own with a question mark', () => {
    expect(emitYaml(new Map([['a'.repeat(129), 1]]))).toBe(`? ${'a'.repeat(129)}\n: 1\n`)
  })

  it('indents after the line breaks of Unicode, without a line break before', () => {
    const value = new Map([['a', new Map([['b', 'x\u2028\u2029y']])]])
    expect(emitYaml(value)).toBe("a:\n  b: 'x\u2028\u2029    y'\n")
  })
})
