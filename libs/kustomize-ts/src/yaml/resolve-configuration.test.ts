import { describe, expect, it } from 'vitest'

import { KustomizeError } from '../kustomize-error.ts'
import { parseConfiguration } from './parse-configuration.ts'
import { toJson } from './json-text.ts'
import { toValue11 } from './configuration-value.ts'

function json(text: string): string {
  const node = parseConfiguration(text)
  return node === undefined ? '' : toJson(toValue11(node))
}

function code(text: string): string {
  try {
    return json(text)
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error
    return error.code
  }
}

describe('parseConfiguration()', () => {
  it('puts what aliases stand for in their place', () => {
    expect(json('a: &x {b: [1]}\nc: *x\nd: [*x]\n')).toBe('{"a":{"b":[1]},"c":{"b":[1]},"d":[{"b":[1]}]}')
  })

  it('minds what JSON does not have only in a value that stays', () => {
    expect(json('{a: {~: 1}, a: .inf, a: 2}')).toBe('{"a":2}')
    expect(code('{a: 2, a: {~: 1}}')).toBe('invalid-yaml')
  })

  it('merges in the order of the text, so that the last of equal keys counts', () => {
    expect(json('{a: 1, <<: {a: 2, b: 2}, b: 3}')).toBe('{"a":2,"b":3}')
    expect(json('{<<: {a: 1}, <<: {a: 2}}')).toBe('{"a":2}')
  })

  it('lets the first map of a list of merged ones win', () => {
    expect(json('x: &x {a: 1}\nz: {<<: [*x, {a: 2, b: 2}]}\n')).toBe('{"x":{"a":1},"z":{"a":1,"b":2}}')
  })

  it('takes a key in quotes as a key', () => {
    expect(json('{"<<": {a: 1}}')).toBe('{"\\u003c\\u003c":{"a":1}}')
  })

  it.each([
    '<<: 1',
    '<<: [1]',
    '<<: [[{a: b}]]',
    'a: &x 1\n<<: *x',
    '? [a]\n: b',
    '? {a: b}\n: c',
    '~: a',
    '? \n: a',
    'a: .inf',
    '[.nan]',
  ])('refuses %j', (text) => {
    expect(code(text)).toBe('invalid-yaml')
  })

  it('refuses an anchor that contains itself', () => {
    expect(code('a: &x [*x]')).toBe('invalid-yaml')
    expect(code('a: &x {<<: *x}')).toBe('invalid-yaml')
  })

  it('refuses aliases that make nearly all of a document', () => {
    const lines = Array.from(
      { length: 8 },
      (_, level) =>
        `a${level}: &a${level} [${Array(9)
          .fill(level === 0 ? 'x' : `*a${level - 1}`)
          .join(', ')}]`,
    )
    expect(code(lines.join('\n'))).toBe('alias-limit')
    expect(code(`a: &x b\nc: [${Array(5000).fill('*x').join(', ')}]`)).not.toBe('alias-limit')
  })

  it.each([
    ['1', '1'],
    ['0x10', '16'],
    ['1.5', '1.5'],
    ['1e6', '1e+06'],
    ['16777217.5', '1.6777218e+07'],
    ['-0.0', '-0'],
    ['.inf', '.inf'],
    ['.nan', '.nan'],
    ['yes', 'true'],
    ['2020-01-01', '2020-01-01'],
    ['"yes"', 'yes'],
  ])('makes of the key %s the text "%s"', (key, text) => {
    expect(json(`${key}: v`)).toBe(`{"${text}":"v"}`)
  })
})
