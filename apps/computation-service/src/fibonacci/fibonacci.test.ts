import { describe, expect, it } from 'vitest'
import { fibonacci } from './fibonacci.ts'

describe('fibonacci()', () => {
  it('gives the numbers from 0 on', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(fibonacci)).toEqual([0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55])
  })
})
