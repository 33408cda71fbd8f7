import { describe, expect, it } from 'vitest'

import { outline, refusal } from '../testing/parsed.ts'
import { hasComment, parseDocument, parseFirst } from './parse.ts'

describe('parseDocument()', () => {
  it('reads maps, lists and scalars of a block', () => {
    expect(outline('a: 1\nb:\n- x\n- y: true\n  z: ~\n')).toEqual({
      map: [
        ['a', '!!int 1'],
        [
          'b',
          [
            'x',
            {
              map: [
                ['y', '!!bool true'],
                ['z', '!!null ~'],
              ],
            },
          ],
        ],
      ],
    })
  })

  it('gives every node its line and column', () => {
    const root = parseDocument('a:\n  - b: c\n', 10)
    const list = root?.content[1]
    const map = list?.content[0]
    expect([root?.line, root?.column]).toEqual([10, 1])
    expect([list?.line, list?.column]).toEqual([11, 3])
    expect([map?.line, map?.column]).toEqual([11, 5])
    expect([map?.content[1]?.line, map?.content[1]?.column]).toEqual([11, 8])
  })

  it('places an absent value behind its colon', () => {
    const value = parseDocument('a:\nb: 1\n')?.content[1]
    expect([value?.line, value?.column]).toEqual([1, 3])
  })

  it('keeps equal keys, in their order', () => {
    expect(outline('a: 1\na: 2\n')).toEqual({
      map: [
        ['a', '!!int 1'],
        ['a', '!!int 2'],
      ],
    })
  })

  it('reads JSON', () => {
    expect(outline('{"a":[1,"b",null],\n\t"c":{"d":"\\u00e4"}}')).toEqual({
      map: [
        ['a', ['!!int 1', 'b', '!!null null']],
        ['c', { map: [['d', 'ä']] }],
      ],
    })
  })

  it('gives undefined for a text without a document', () => {
    expect(parseDocument('')).toBeUndefined()
    expect(parseDocument('# only a comment\n')).toBeUndefined()
  })

  it('takes a byte order mark, and no second one', () => {
    expect(outline('\ufeffa: b\n')).toEqual({ map: [['a', 'b']] })
    expect(refusal('\ufeff\ufeffa: b\n')).toBe('invalid-yaml 1:1')
  })

  it('refuses what nests too deeply, and does not run out of stack before', () => {
    expect(refusal('['.repeat(900) + ']'.repeat(900))).toBeUndefined()
    expect(refusal('['.repeat(100_000))).toMatch(/^invalid-yaml /)
    expect(refusal('- '.repeat(100_000))).toMatch(/^invalid-yaml /)
  })
})

describe('parseFirst()', () => {
  it.each(['a: &x b\nc: *x\n', 'a: {<<: {b: c}}\n', 'a: {!!merge x: {b: c}}\n'])(
    'finds what there is to resolve in %j',
    (text) => {
      expect(parseFirst(text).mustResolve).toBe(true)
    },
  )

  it('finds nothing to resolve where there is nothing', () => {
    expect(parseFirst('a: "<<"\nb: "&x"\n').mustResolve).toBe(false)
  })
})

describe('hasComment()', () => {
  it.each([
    ['a: b\n', false],
    ['a: b#c\n', false],
    ['a: "b #c"\n', false],
    ['a: b #c\n', true],
    ['# c\na: b\n', true],
    ['a: | # c\n  b\n', true],
    ['a: |\n  # b\n', false],
  ])('of %j is %s', (text, expected) => {
    expect(hasComment(text)).toBe(expected)
  })
})
