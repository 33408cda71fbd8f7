import { describe, expect, it } from 'vitest'

import { outline, refusal } from '../../testing/parsed.ts'

describe('readFirstDocument()', () => {
  it.each([
    ['---\na: b\n', { map: [['a', 'b']] }],
    ['--- a\n', 'a'],
    ['--- |\n a\n', 'a\n'],
    ['---\n', '!!null'],
    ['---\n---\na\n', '!!null'],
    ['a\n...\n', 'a'],
    ['a: b\n---\nc: d\n', { map: [['a', 'b']] }],
    ['%YAML 1.1\n---\na\n', 'a'],
    ['%YAML 1.1 # c\n%TAG ! !x\n--- !y z\n', '!xy z'],
    ['# c\n\n---\na', 'a'],
  ])('reads %j', (text, expected) => {
    expect(outline(text)).toEqual(expected)
  })

  it.each([
    '...\na\n',
    '--- a: b\n',
    '--- - a\n',
    '%YAML 1.2\n---\na\n',
    '%YAML 1.1\n%YAML 1.1\n---\na\n',
    '%YAML 1\n---\n',
    '%YAML 1.100\n---\n',
    '%TAG !a! x\n%TAG !a! y\n---\na\n',
    '%TAG !a x\n---\na\n',
    '%FOO\n---\na\n',
    '%\n---\na\n',
    '%YAML 1.1 x\n---\na\n',
    '%YAML 1.1\na\n',
    '%YAML 1.1',
  ])('refuses %j', (text) => {
    expect(refusal(text)).toMatch(/^invalid-yaml/)
  })

  it('does not look at what follows, but for the next tokens', () => {
    expect(outline('{a: b}}\n')).toEqual({ map: [['a', 'b']] })
    expect(outline('a\n...\n"b"\n"c"\n@\n')).toBe('a')
    expect(refusal('a\n...\n@\n')).toBe('invalid-yaml 3:1')
    expect(outline('a\n...\n@\n', { dialect: 'configuration' })).toBe('a')
  })
})
