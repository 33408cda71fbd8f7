import { describe, expect, it } from 'vitest'

import { outline, refusal } from '../../testing/parsed.ts'
import { parseDocument } from '../parse.ts'

describe('readNode()', () => {
  it('binds an alias to the latest anchor of its name', () => {
    const root = parseDocument('a: &x 1\nb: *x\nc: &x 2\nd: *x\n')
    expect(root?.content.flatMap((node) => node.alias?.value ?? [])).toEqual(['1', '2'])
  })

  it.each([
    ['&a b: c\n', { map: [['b', 'c']] }],
    ['&a\nb: c\n', { map: [['b', 'c']] }],
    ['- &a\n- &b c: d\n', ['!!null', { map: [['c', 'd']] }]],
    [
      'a: &x b\n*x : c\n',
      {
        map: [
          ['a', 'b'],
          ['*x', 'c'],
        ],
      },
    ],
    [
      'a: &x b\n*x: c\n',
      {
        map: [
          ['a', 'b'],
          ['*x', 'c'],
        ],
      },
    ],
    ['[&x a, *x]', ['a', '*x']],
    ['&a !!str 1', '!!str 1'],
    ['!!str &a 1', '!!str 1'],
  ])('reads the anchors of %j', (text, expected) => {
    expect(outline(text)).toEqual(expected)
  })

  it.each([
    ['*x', '1:1'],
    ['a: *x\nb: &x c\n', '1:4'],
    ['- &a &b c', '1:6'],
    ['- &a *a', '1:6'],
    ['&', '1:2'],
    ['&ä b', '1:2'],
    ['&a!b', '1:3'],
    ['a: &x b\nc: *x d\n', '2:7'],
  ])('refuses the anchors of %j at %s', (text, place) => {
    expect(refusal(text)).toBe(`invalid-yaml ${place}`)
  })

  it.each([
    ['!!str 1', '!!str 1'],
    ['!!int "1"', '!!int 1'],
    ['! 1', '!!int 1'],
    ['! "1"', '1'],
    ['!a b', '!a b'],
    ['!<tag:yaml.org,2002:str> 1', '!!str 1'],
    ['!<!a> b', '!a b'],
    ['!!str', '!!str'],
    ['%TAG !e! tag:e,1:\n---\n!e!x y', 'tag:e,1:x y'],
    ['%TAG !! tag:e:\n---\n!!x y', 'tag:e:x y'],
    ['!a%20b%C3%A4 c', '!a bä c'],
  ])('reads the tag of %j', (text, expected) => {
    expect(outline(text)).toBe(expected)
  })

  it.each(['!e!x y', '!!', '!<a b', '!<>', '!a{b', '!a%zz b', '!a%C3 b', '- !a !b c'])(
    'refuses the tag of %j',
    (text) => {
      expect(refusal(text)).toMatch(/^invalid-yaml/)
    },
  )

  it('reads "!" as a string where go-yaml v2 does', () => {
    expect(outline('! 1', { dialect: 'configuration' })).toBe('!!str 1')
  })
})
