import { describe, expect, it } from 'vitest'

import { KustomizeError } from '../kustomize-error.ts'
import { readDocuments } from './read-documents.ts'
import { toJson } from './json-text.ts'
import { toValue } from './value.ts'

function json(text: string): string {
  return readDocuments(text)
    .map((node) => toJson(toValue(node)))
    .join('\n')
}

function code(text: string): string {
  try {
    return json(text)
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error
    return error.code
  }
}

describe('resolveAnchors()', () => {
  it('puts copies of what they stand for in the place of aliases', () => {
    expect(json('a: &x {b: [1]}\nc: *x\nd: [*x]\n')).toBe('{"a":{"b":[1]},"c":{"b":[1]},"d":[{"b":[1]}]}')
  })

  it('merges what a map does not have itself', () => {
    expect(json('{a: 1, <<: {a: 2, b: 2}}')).toBe('{"a":1,"b":2}')
    expect(json('x: &x {a: 1}\ny: {<<: [*x, {a: 2, b: 2}]}\n')).toBe('{"x":{"a":1},"y":{"a":1,"b":2}}')
  })

  it('takes the first of equal keys of a merged map', () => {
    expect(json('<<: {a: 1, a: 2}')).toBe('{"a":1}')
  })

  it('merges what a merged map merges, where only absent keys are added', () => {
    expect(json('<<:\n  <<: {a: 1, b: }\n  a: 2\n')).toBe('{"a":2,"b":""}')
    expect(json('<<:\n  <<:\n  - a: 1\n  - a: 2\n')).toBe('{"a":1}')
  })

  it.each([
    '<<: 1',
    '<<: &x 1',
    'a: &x 1\n<<: *x',
    '<<: [[{a: 1}]]',
    '<<: {a: 1}\n!!merge <<: {b: 1}',
    'a: &x [*x]',
    '<<:\n  <<: 1\n',
  ])('refuses %j', (text) => {
    expect(code(text)).toBe('invalid-yaml')
  })

  it('merges many keys in no more time than their number takes', () => {
    const keys = Array.from({ length: 40_000 }, (_, index) => `  k${index}: v\n`).join('')
    expect(json(`<<:\n${keys}k1: w\n`)).toHaveLength(508_891)
  }, 5_000)

  it('refuses aliases that stand for too many nodes', () => {
    const lines = Array.from({ length: 9 }, (_, level) => {
      const elements = Array.from({ length: 9 }, () => (level === 0 ? 'x' : `*a${level - 1}`))
      return `a${level}: &a${level} [${elements.join(', ')}]`
    })
    expect(code(lines.join('\n'))).toBe('alias-limit')
  })
})
