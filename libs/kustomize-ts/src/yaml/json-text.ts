import { compareBytes } from './compare-bytes.ts'
import { jsonNumberText } from './number-text.ts'
import type { Value } from './value.ts'

/** JSON as Go's encoder writes it: sorted keys, `<`, `>` and `&` escaped. Hashes of config maps are made from it. */
export function toJson(value: Value): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number' || typeof value === 'bigint') return jsonNumberText(value)
  if (typeof value === 'string') return jsonString(value)
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`
  const keys = [...value.keys()].toSorted(compareBytes)
  return `{${keys.map((key) => `${jsonString(key)}:${toJson(value.get(key) ?? null)}`).join(',')}}`
}

const escapes = /[<>&\u2028\u2029\u007f]/g

/** A text as Go's encoder writes it into JSON. */
export function jsonString(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(escapes, (character) =>
    character === '\u007f' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
