import { describe, expect, it } from 'vitest'

import { outline, refusal } from '../../testing/parsed.ts'

describe('readFlowMap()', () => {
  it.each([
    ['{}', []],
    ['{a: b}', [['a', 'b']]],
    [
      '{a: b, c: d,}',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      '{a, b: }',
      [
        ['a', '!!null'],
        ['b', '!!null'],
      ],
    ],
    ['{a:}', [['a:', '!!null']]],
    ['{"a":b}', [['a', 'b']]],
    ['{a:b}', [['a:b', '!!null']]],
    ['{a :b}', [['a :b', '!!null']]],
    [
      '{? a : b, ? c, ?}',
      [
        ['a', 'b'],
        ['c', '!!null'],
        ['!!null', '!!null'],
      ],
    ],
    ['{[a]: {b: c}}', [[['a'], { map: [['b', 'c']] }]]],
    [
      '{a: b\n c,\n\td: e}',
      [
        ['a', 'b c'],
        ['d', 'e'],
      ],
    ],
  ])('reads %j', (text, expected) => {
    expect(outline(text)).toEqual({ map: expected })
  })

  it.each([
    '{',
    '{a',
    '{a: b',
    '{,}',
    '{a,,b}',
    '{: a}',
    '{a: b: c}',
    '{a b: c]',
    '{a: |\n b}',
    '{- a}',
    '{%a}',
    '{a\n:\n b}',
  ])('refuses %j', (text) => {
    expect(refusal(text)).toMatch(/^invalid-yaml/)
  })
})

describe('readFlowList()', () => {
  it.each([
    ['[]', []],
    ['[a, b,]', ['a', 'b']],
    ['[a, [b], {c: d}]', ['a', ['b'], { map: [['c', 'd']] }]],
    ['[a: b, c]', [{ map: [['a', 'b']] }, 'c']],
    ['[? a : b]', [{ map: [['a', 'b']] }]],
    ['["a":b]', [{ map: [['a', 'b']] }]],
    ['[a b\n c]', ['a b c']],
    ['[-]', ['-']],
    ['[-1]', ['!!int -1']],
    ['[a #b\n]', ['a']],
    ['[? ]]', [{ map: [['!!null', '!!null']] }]],
  ])('reads %j', (text, expected) => {
    expect(outline(text)).toEqual(expected)
  })

  it.each([
    '[',
    '[a',
    '[a}',
    '[,]',
    '[a,,b]',
    '[a]b: c\nd',
    '[: a]',
    '[a: b: c]',
    '[a\n: b]',
    '[- a]',
    '[a?b]',
    '[\n---\n]',
    '[&]',
  ])('refuses %j', (text) => {
    expect(refusal(text)).toMatch(/^invalid-yaml/)
  })
})
