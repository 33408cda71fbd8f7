import { describe, expect, it } from 'vitest'

import { outline, refusal } from '../../testing/parsed.ts'

describe('readBlockMap()', () => {
  it.each([
    [
      'a:\nb:\n',
      {
        map: [
          ['a', '!!null'],
          ['b', '!!null'],
        ],
      },
    ],
    ['a:\n  b: c\n', { map: [['a', { map: [['b', 'c']] }]] }],
    ['? a\n: b\n', { map: [['a', 'b']] }],
    [
      '? a\n? b\n',
      {
        map: [
          ['a', '!!null'],
          ['b', '!!null'],
        ],
      },
    ],
    ['?\n: b\n', { map: [['!!null', 'b']] }],
    ['? - a\n: - b\n', { map: [[['a'], ['b']]] }],
    ['[a]: b\n', { map: [[['a'], 'b']] }],
    ['{}: b\n', { map: [[{ map: [] }, 'b']] }],
    ['"a" : b\n', { map: [['a', 'b']] }],
    ["'a':\tb\n", { map: [['a', 'b']] }],
  ])('reads %j', (text, expected) => {
    expect(outline(text)).toEqual(expected)
  })

  it.each([
    ['a: 1\n b: 2\n', '2:3'],
    ['a:\n  b: 1\n c: 2\n', '3:2'],
    ['a: 1\nb\nc: 2\n', '2:1'],
    ['a: b: c\n', '1:5'],
    ['a: "b" c\n', '1:8'],
    [': a\n', '1:1'],
    ['a: - b\n', '1:4'],
    ['a: ? b\n', '1:4'],
    ['a: 1\n\tb: 2\n', '2:1'],
    ['a:\n\tb: 2\n', '2:1'],
  ])('refuses %j at %s', (text, place) => {
    expect(refusal(text)).toBe(`invalid-yaml ${place}`)
  })
})

describe('readBlockList()', () => {
  it.each([
    ['- a\n-\n- b\n', ['a', '!!null', 'b']],
    ['- - a\n  - b\n- c\n', [['a', 'b'], 'c']],
    [
      '- a: b\n  c: d\n',
      [
        {
          map: [
            ['a', 'b'],
            ['c', 'd'],
          ],
        },
      ],
    ],
    [
      '-   a: b\n    c: d\n',
      [
        {
          map: [
            ['a', 'b'],
            ['c', 'd'],
          ],
        },
      ],
    ],
    ['-\n  a\n', ['a']],
  ])('reads %j', (text, expected) => {
    expect(outline(text)).toEqual(expected)
  })

  it.each([
    ['- a\nb: c\n', '2:1'],
    ['- a\n b\n- c\n  - d\nx\n', '5:1'],
    ['-\ta: b\n', '1:2'],
  ])('refuses %j at %s', (text, place) => {
    expect(refusal(text)).toBe(`invalid-yaml ${place}`)
  })
})

describe('readIndentlessList()', () => {
  it('reads a list that is no deeper than its key', () => {
    expect(outline('a:\n- b\n-\nc: d\n')).toEqual({
      map: [
        ['a', ['b', '!!null']],
        ['c', 'd'],
      ],
    })
  })

  it('takes none in a list', () => {
    expect(outline('-\n- a\n')).toEqual(['!!null', 'a'])
  })
})
