/**
 * Short scalars that were read before, by a hash of their length and some characters: keys and values repeat all the time, and equal
 * strings that are one string take less space and compare faster. Longer ones would keep the whole file in memory.
 */
const known: string[] = Array.from({ length: 2048 }, () => '')

const longest = 12

/** The part of a text as a string. */
export function shortText(text: string, start: number, end: number): string {
  const length = end - start
  if (length > longest) return text.slice(start, end)
  const first = text.charCodeAt(start)
  const last = text.charCodeAt(end - 1)
  const middle = text.charCodeAt(start + (length >> 1))
  const place = (length * 131 + first * 31 + last * 17 + middle * 7) & 2047
  const candidate = known[place] as string
  if (candidate.length === length && text.startsWith(candidate, start)) return candidate
  return (known[place] = text.slice(start, end))
}
