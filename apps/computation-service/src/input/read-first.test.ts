import { describe, expect, it } from 'vitest'
import { readFirst } from './read-first.ts'

describe('readFirst()', () => {
  it.each([
    ['n=5', '5'],
    ['a=1&n=5', '5'],
    ['n=5&n=6', '5'],
    ['n=&n=6', ''],
    ['n', ''],
    ['n=1=2', '1=2'],
    ['', ''],
    ['N=5', ''],
    ['%6e=5', '5'],
    ['n=%2B5', '+5'],
    ['n=+5', ' 5'],
    ['n=%zz&n=6', '6'],
    ['n=1;2&n=6', '6'],
    ['n=%ff&n=6', '\uFFFD'],
  ])("reads n of %j as Go's net/url does", (query, value) => {
    expect(readFirst(query, 'n')).toBe(value)
  })
})
