import { describe, expect, it } from 'vitest'
import { growth, level } from './growth.ts'

/** Half of what counts as growth. */
const little = 5

/** Values of a process with a garbage collector: up by 2 at each step, down again after ten. */
function saw(length: number, rise = 0): number[] {
  return Array.from({ length }, (_, index) => 100 + rise * index + 2 * (index % 10))
}

describe('growth()', () => {
  it('is nothing for what goes up and down', () => {
    expect(Math.abs(growth(saw(120)))).toBeLessThan(little)
  })

  it('is nothing for what grows while it warms up', () => {
    const values = saw(120).map((value, index) => value - 2 * Math.max(0, 40 - index))
    expect(Math.abs(growth(values))).toBeLessThan(little)
  })

  it('sees a leak that is smaller than the noise of a moment', () => {
    expect(growth(saw(120, 0.2))).toBeGreaterThan(12)
    expect(growth(saw(120, 0.2))).toBeLessThan(20)
  })

  it('does not take a spike for growth, wherever it is', () => {
    for (const at of [45, 80, 119]) {
      expect(Math.abs(growth(saw(120).with(at, 1000)))).toBeLessThan(little)
    }
  })

  it('is not a number without enough values', () => {
    expect(growth([1])).toBeNaN()
  })
})

describe('level()', () => {
  it('is the usual value after the warm-up', () => {
    expect(level([1, 1, 1, 5, 5, 9, 5, 5, 5])).toBe(5)
  })
})
