import { median } from './median.ts'

/** The first part of a run, in which code is compiled, pools fill and the heap finds its size. */
const warmUpShare = 1 / 3

/**
 * By how much values, taken at equal intervals, grow from the end of the warm-up to the end of the run. It is the median of the slopes
 * between all pairs (Theil-Sen), so neither the saw of the garbage collector nor a spike at one end passes for growth.
 */
export function growth(values: readonly number[]): number {
  const settled = values.slice(Math.floor(values.length * warmUpShare))
  const slopes = settled.flatMap((from, index) =>
    settled.slice(index + 1).map((to, distance) => (to - from) / (distance + 1)),
  )
  return slopes.length === 0 ? Number.NaN : median(slopes) * (settled.length - 1)
}

/** The usual value, once it has settled. */
export function level(values: readonly number[]): number {
  return median(values.slice(Math.floor(values.length * warmUpShare)))
}
