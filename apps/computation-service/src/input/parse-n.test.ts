import { describe, expect, it } from 'vitest'
import { parseN } from './parse-n.ts'

describe('parseN()', () => {
  it.each([
    ['0', 0],
    ['40', 40],
    ['007', 7],
    ['+5', 5],
    ['+007', 7],
    ['-0', 0],
    ['00000000000000000000000000040', 40],
  ])('takes %j, as strconv.Atoi does', (text, n) => {
    expect(parseN(text)).toBe(n)
  })

  it.each([
    '',
    ' ',
    ' 5',
    '5 ',
    '5\n',
    '1.5',
    '1e1',
    '0x5',
    'abc',
    '41',
    '-1',
    '+',
    '-',
    '+-5',
    '1_0',
    '٣',
    'NaN',
    '9223372036854775808',
  ])('refuses %j', (text) => {
    expect(parseN(text)).toBeUndefined()
  })
})
