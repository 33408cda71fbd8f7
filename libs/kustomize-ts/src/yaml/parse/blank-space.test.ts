import { describe, expect, it } from 'vitest'

import { outline, refusal } from '../../testing/parsed.ts'

const configuration = { dialect: 'configuration' } as const

describe('skipToToken()', () => {
  it('drops comments and empty lines', () => {
    expect(outline('# a\n\nb: # c\n  # d\n  e # f\n# g')).toEqual({ map: [['b', 'e']] })
  })

  it('takes every line break of YAML 1.1', () => {
    expect(outline('a: b\rc: d\r\ne: f\u0085g: h\u2028i: j\u2029k: l')).toEqual({
      map: [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
        ['g', 'h'],
        ['i', 'j'],
        ['k', 'l'],
      ],
    })
  })

  it('takes tabs where no key may begin, and in braces', () => {
    expect(outline('a:\tb\n')).toEqual({ map: [['a', 'b']] })
    expect(outline('a: {\n\tb: "c"\n\t}\n')).toEqual({ map: [['a', { map: [['b', 'c']] }]] })
  })

  it.each(['\ta: b\n', '-\ta\n', '?\ta\n', '"a": "b"\n\t\n'])('refuses the tab in %j', (text) => {
    expect(refusal(text)).toMatch(/^invalid-yaml/)
  })

  it('takes tabs before comments where go-yaml v3 does and v2 does not', () => {
    expect(outline('# a\n\t# b\nc\n')).toBe('c')
    expect(refusal('# a\n\t# b\nc\n', configuration)).toBe('invalid-yaml 2:1')
    expect(outline('?\t# a\n  b\n')).toEqual({ map: [['b', '!!null']] })
    expect(refusal('?\t# a\n  b\n', configuration)).toBe('invalid-yaml 1:2')
    expect(refusal('a: b # c\n\t# d\n')).toBe('invalid-yaml 2:1')
  })
})
