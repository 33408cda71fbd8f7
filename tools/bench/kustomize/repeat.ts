/** What `action` gives when it is called that many times, one after the other. */
export function repeat<Result>(times: number, action: (round: number) => Result): Result[] {
  return Array.from({ length: times }, (_, round) => action(round))
}
