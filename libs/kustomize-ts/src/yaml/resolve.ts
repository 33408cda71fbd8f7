import { Tag } from './node.ts'
import { parseTimestamp } from './timestamp.ts'

/** A scalar's type and value. Integers are exact: a bigint where a number could not hold them. */
export interface Resolved {
  readonly tag: string
  readonly value: null | boolean | number | bigint | string
}

const words12 = new Map<string, Resolved>()
const words11 = new Map<string, Resolved>()

function addWords(map: Map<string, Resolved>, resolved: Resolved, words: string): void {
  for (const word of words.split(' ')) map.set(word, resolved)
}

for (const map of [words12, words11]) {
  addWords(map, { tag: Tag.bool, value: true }, 'true True TRUE')
  addWords(map, { tag: Tag.bool, value: false }, 'false False FALSE')
  addWords(map, { tag: Tag.null, value: null }, ' ~ null Null NULL')
  addWords(map, { tag: Tag.float, value: Number.NaN }, '.nan .NaN .NAN')
  addWords(map, { tag: Tag.float, value: Number.POSITIVE_INFINITY }, '.inf .Inf .INF +.inf +.Inf +.INF')
  addWords(map, { tag: Tag.float, value: Number.NEGATIVE_INFINITY }, '-.inf -.Inf -.INF')
}
addWords(words11, { tag: Tag.bool, value: true }, 'y Y yes Yes YES on On ON')
addWords(words11, { tag: Tag.bool, value: false }, 'n N no No NO off Off OFF')

/** Ports, counts and sizes, which need none of the other rules. */
const plainInteger = /^(?:0|[1-9][0-9]{0,14})$/
const looksNumeric = /^[-+.0-9]/
const floatText = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const fractionText = /^\.[0-9](?:_?[0-9])*(?:[eE][-+]?[0-9](?:_?[0-9])*)?$/
const maxUint64 = 2n ** 64n - 1n
const maxInt64 = 2n ** 63n - 1n
const minInt64 = -(2n ** 63n)

/**
 * Type and value of plain text as go-yaml v3 reads it, which is how Kustomize reads resources: YAML 1.2 words, octals with
 * and without the "o", binary, underscores, and timestamps.
 */
export function resolvePlain(text: string): Resolved {
  if (!mayBeSpecial(text.charCodeAt(0))) return { tag: Tag.string, value: text }
  return words12.get(text) ?? resolveNumeric(text, true) ?? { tag: Tag.string, value: text }
}

/** The tag of plain text as go-yaml v3 reads it. */
export function resolvePlainTag(text: string): string {
  return mayBeSpecial(text.charCodeAt(0)) ? resolvePlain(text).tag : Tag.string
}

/** Whether a text with this first character may be anything but a string; an empty text has none. */
function mayBeSpecial(code: number): boolean {
  // Signs, the dot and digits; ~ and the first letters of null, true and false.
  if (code < 0x3a) return code >= 0x2b
  const lower = code | 0x20
  return lower === 0x6e || lower === 0x74 || lower === 0x66 || code === 0x7e || Number.isNaN(code)
}

/**
 * Type and value of plain text as go-yaml v2 reads it, which is how Kustomize reads kustomization files and decides about
 * quotes in its output: also yes, no, on, off, y and n are booleans.
 */
export function resolvePlain11(text: string): Resolved {
  return words11.get(text) ?? resolveNumeric(text, false) ?? { tag: Tag.string, value: text }
}

function resolveNumeric(text: string, octalPrefix: boolean): Resolved | undefined {
  if (!looksNumeric.test(text)) return undefined
  if (plainInteger.test(text)) return { tag: Tag.int, value: Number(text) }
  if (text.startsWith('.')) return resolveFraction(text)
  const time = parseTimestamp(text)
  if (time !== undefined) return { tag: Tag.timestamp, value: time }
  const digits = text.replaceAll('_', '')
  const integer = parseInteger(digits)
  if (integer !== undefined) return { tag: Tag.int, value: integer }
  if (floatText.test(digits)) {
    const value = Number(digits)
    if (Number.isFinite(value)) return { tag: Tag.float, value }
  }
  return octalPrefix ? resolveSignedPrefix(digits) : undefined
}

/** What begins with a dot is read as Go reads floats: underscores may separate digits. */
function resolveFraction(text: string): Resolved | undefined {
  if (!fractionText.test(text)) return undefined
  const value = Number(text.replaceAll('_', ''))
  return Number.isFinite(value) ? { tag: Tag.float, value } : undefined
}

/** "-0o17" and "0o-17" are read apart from the other integers, with the sign where it stands. */
function resolveSignedPrefix(digits: string): Resolved | undefined {
  const match = /^(-?)0o([+-]?)([0-7]+)$/.exec(digits)
  if (match === null || (match[1] === '-' && match[2] !== '')) return undefined
  const value = toInteger(`${match[1]}${match[2]}`.includes('-'), BigInt(`0o${match[3]}`))
  return value === undefined ? undefined : { tag: Tag.int, value }
}

/** An integer with Go's prefixes (0x, 0o, 0b, and 0 for octal) that fits into 64 bits, signed or not. */
function parseInteger(text: string): number | bigint | undefined {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)$/.exec(text)
  if (match === null) return undefined
  const [, sign = '', body = ''] = match
  const magnitude = BigInt(/^0[0-7]+$/.test(body) ? `0o${body.slice(1)}` : body)
  if (sign === '+' && magnitude > maxInt64) return undefined
  return toInteger(sign === '-', magnitude)
}

function toInteger(negative: boolean, magnitude: bigint): number | bigint | undefined {
  const value = negative ? -magnitude : magnitude
  if (value < minInt64 || value > maxUint64) return undefined
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value
}
