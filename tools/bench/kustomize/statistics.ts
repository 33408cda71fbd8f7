/** The middle of some numbers; of an even count, the lower one of the two. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? Number.NaN
}

/** What `action` gives when it is called that many times, one after the other. */
export function repeat<Result>(times: number, action: (round: number) => Result): Result[] {
  return Array.from({ length: times }, (_, round) => action(round))
}
