const letter = /\p{L}/u
const digit = /\p{Nd}/u

/** The order of keys in go-yaml's output: numbers inside of keys count as numbers, and everything else comes before letters. */
export function compareKeys(left: string, right: string): number {
  if (left === right) return 0
  return isSimple(left) && isSimple(right) ? compareSimple(left, right) : compareRunes([...left], [...right])
}

/** Keys of ASCII letters alone, which nearly all are, need none of the rules. */
function isSimple(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index) | 32
    if (code < 97 || code > 122) return false
  }
  return true
}

function compareSimple(left: string, right: string): number {
  return left < right ? -1 : 1
}

function compareRunes(left: readonly string[], right: readonly string[]): number {
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index++) {
    const a = left[index] as string
    const b = right[index] as string
    if (a === b) continue
    const aLetter = letter.test(a)
    const bLetter = letter.test(b)
    if (aLetter && bLetter) return comparePoints(a, b)
    if (aLetter || bLetter) return bLetter ? -1 : 1
    return compareNumbers(left, right, index)
  }
  return left.length - right.length
}

function compareNumbers(left: readonly string[], right: readonly string[], index: number): number {
  const start = startsWithinNumber(left, right, index) ? 1n : 0n
  const a = readDigits(left, index, start)
  const b = readDigits(right, index, start)
  if (a.value !== b.value) return a.value < b.value ? -1 : 1
  if (a.end !== b.end) return a.end - b.end
  return comparePoints(left[index] as string, right[index] as string)
}

/** A zero that follows other digits is no leading zero: the number before it counts as a one in front. */
function startsWithinNumber(left: readonly string[], right: readonly string[], index: number): boolean {
  if (left[index] !== '0' && right[index] !== '0') return false
  for (let back = index - 1; back >= 0 && digit.test(left[back] as string); back--) {
    if (left[back] !== '0') return true
  }
  return false
}

function readDigits(text: readonly string[], start: number, initial: bigint): { value: bigint; end: number } {
  let value = initial
  let end = start
  while (end < text.length && digit.test(text[end] as string)) {
    // Go adds the distance from '0' in 64 bits that wrap around, also for digits of other scripts.
    value = BigInt.asIntN(64, value * 10n + BigInt((text[end] as string).codePointAt(0) as number) - 48n)
    end++
  }
  return { value, end }
}

function comparePoints(left: string, right: string): number {
  return (left.codePointAt(0) as number) - (right.codePointAt(0) as number)
}
