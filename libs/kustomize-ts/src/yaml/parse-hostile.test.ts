import { describe, expect, it } from 'vitest'

import { refusal } from '../testing/parsed.ts'
import { parseDocument } from './parse.ts'

/** Half a million characters; what took the square of that would take minutes. */
const many = 500_000

describe('parseDocument() on hostile texts', () => {
  it.each([
    ['spaces', ' '.repeat(many)],
    ['line breaks', '\n'.repeat(many)],
    ['carriage returns', '\r'.repeat(many)],
    ['comments', '#\n'.repeat(many / 2)],
    ['comments in braces', `{${'#\n'.repeat(many / 2)}}`],
    ['one long word', 'a'.repeat(many)],
    ['many words', 'a '.repeat(many / 2)],
    ['a plain text of many lines', 'a\n'.repeat(many / 2)],
    ['a plain text of many empty lines', `a${'\n'.repeat(many)}b`],
    ['a quoted text of many lines', `"${'a\n'.repeat(many / 2)}"`],
    ['a quoted text of escapes', `"${'\\n'.repeat(many / 2)}"`],
    ['a quoted text of quotes', `'${"''".repeat(many / 2)}'`],
    ['a literal of empty lines', `|\n a\n${'\n'.repeat(many)}`],
    ['a folded text of deeper lines', `>\n a\n${'  b\n'.repeat(many / 4)}`],
    ['many colons', 'a:'.repeat(many / 2) + 'b'],
    ['many keys', Array.from({ length: many / 10 }, (_, index) => `k${index}: v\n`).join('')],
    ['many elements', '- a\n'.repeat(many / 4)],
    ['many elements in brackets', `[${'a,'.repeat(many / 2)}]`],
    ['many anchors', Array.from({ length: many / 10 }, (_, index) => `- &a${index} b\n`).join('')],
    ['many aliases', `- &a b\n${'- *a\n'.repeat(many / 5)}`],
  ])(
    'reads %s',
    (_name, text) => {
      expect(refusal(text)).toBeUndefined()
    },
    5_000,
  )

  it.each([
    ['brackets', '['.repeat(many)],
    ['braces', '{a: '.repeat(many / 4)],
    ['brackets that close again', '['.repeat(many / 2) + ']'.repeat(many / 2)],
    ['dashes', '- '.repeat(many / 2)],
    ['question marks', '? '.repeat(many / 2)],
    ['anchors', '&a '.repeat(many / 3)],
    ['tags', `[${'!a '.repeat(many / 3)}`],
    ['percent signs in a tag', `!${'%41'.repeat(many / 3)}`.concat('{')],
    ['an open quote', `"${'a '.repeat(many / 2)}`],
    [
      'an indentation of its own for each line',
      Array.from({ length: 1100 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
    ],
  ])(
    'refuses %s',
    (_name, text) => {
      expect(refusal(`- ${text}`)).toMatch(/^invalid-yaml /)
    },
    5_000,
  )

  it('keeps a key that objects treat as special as what it is', () => {
    const root = parseDocument('__proto__: {a: 1}\nconstructor: b\n')
    expect(root?.content.map((node) => node.value)).toEqual(['__proto__', '', 'constructor', 'b'])
  })
})
