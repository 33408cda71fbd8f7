import { describe, expect, it } from 'vitest'
import { fibonacci } from './kernel.ts'

/** The same recursion in JavaScript. */
function reference(n: number): number {
  return n < 2 ? n : reference(n - 1) + reference(n - 2)
}

describe('fibonacci()', () => {
  it('gives the numbers from 0 on', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(fibonacci)).toEqual([0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55])
  })

  it('agrees with JavaScript for every n that the service takes', () => {
    const all = Array.from({ length: 41 }, (_, n) => n)
    expect(all.map(fibonacci)).toEqual(all.map(reference))
  })
})
