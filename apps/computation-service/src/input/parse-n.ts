/** Beyond this the plain recursion takes seconds. */
const largest = 40

/**
 * The integer from 0 to 40 that `text` is, `undefined` when it is none. Takes what Go's `strconv.Atoi` takes, which
 * served this route before: one sign, decimal digits, leading zeros.
 */
export function parseN(text: string): number | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined
  const n = Number(text)
  // Adding zero makes -0, which Atoi takes for 0, a plain 0.
  return n >= 0 && n <= largest ? n + 0 : undefined
}
