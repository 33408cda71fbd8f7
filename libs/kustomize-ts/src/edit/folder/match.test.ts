import { expect, it } from 'vitest'

import { errorOf } from '../../testing/render.ts'
import { parsePattern } from './match.ts'

it.each([
  ['*', 'abc', true],
  ['*', 'a/b', false],
  ['*/b', 'a/b', true],
  ['a*b*c', 'a1b2bc', true],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', false],
  ['[a-c]x', 'bx', true],
  ['[^a-c]x', 'bx', false],
  ['[!a]', 'a', true],
  ['\\*', '*', true],
  ['\\*', 'a', false],
  ['[\\]]', ']', true],
  ['ä?', 'ä😀', true],
  ['', '', true],
  ['a*', 'b', false],
])('parsePattern(%j) on %j', (pattern, path, expected) => {
  expect(parsePattern(pattern)(path)).toBe(expected)
})

it.each(['[', '[]a]', '[a', '[-]', '[a-]', 'a\\'])('parsePattern() refuses %j', (pattern) => {
  expect(errorOf(() => parsePattern(pattern)).code).toBe('bad-argument')
})

it('parsePattern() is quick on a pattern with many stars', () => {
  expect(parsePattern(`${'*a'.repeat(50)}b`)('a'.repeat(5000))).toBe(false)
})
