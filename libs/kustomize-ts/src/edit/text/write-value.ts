import type { Value, ValueMap } from '../../yaml/value.ts'
import { quote, writeScalar } from './yaml-text.ts'

/** How far a file indents what is below a key. */
export interface Indentation {
  readonly list: number
  readonly map: number
}

/** The lines of a pair in block style, below a margin. */
export function writePair(key: string, value: Value, margin: string, indentation: Indentation): string[] {
  const head = `${margin}${writeScalar(key)}:`
  if (Array.isArray(value) && value.length > 0) {
    const inner = margin + ' '.repeat(indentation.list)
    return [head, ...value.flatMap((item) => writeItem(item, inner, indentation))]
  }
  const inner = margin + ' '.repeat(indentation.map)
  if (value instanceof Map && value.size > 0) return [head, ...writePairs(value, inner, indentation)]
  if (typeof value === 'string' && fitsLiteral(value)) {
    return [`${head} |${value.endsWith('\n') ? '' : '-'}`, ...indentLines(value, inner)]
  }
  return [`${head} ${writeFlow(value, false)}`]
}

/** The lines of an item of a list in block style. */
export function writeItem(value: Value, margin: string, indentation: Indentation): string[] {
  if (!(value instanceof Map) || value.size === 0) return [`${margin}- ${writeFlow(value, false)}`]
  const [first = '', ...rest] = writePairs(value, `${margin}  `, indentation)
  return [`${margin}- ${first.slice(margin.length + 2)}`, ...rest]
}

/** A value on one line, as JSON (with spaces) when `isQuoted`. */
export function writeFlow(value: Value, isQuoted: boolean): string {
  if (Array.isArray(value)) return `[${value.map((item) => writeFlow(item, isQuoted)).join(', ')}]`
  if (value instanceof Map) {
    return `{${[...value].map(([key, child]) => writeFlowPair(key, child, isQuoted)).join(', ')}}`
  }
  if (typeof value !== 'string') return String(value)
  return isQuoted ? quote(value) : writeScalar(value)
}

/** A pair of a map in braces. */
export function writeFlowPair(key: string, value: Value, isQuoted: boolean): string {
  return `${isQuoted ? quote(key) : writeScalar(key)}: ${writeFlow(value, isQuoted)}`
}

function writePairs(map: ValueMap, margin: string, indentation: Indentation): string[] {
  return [...map].flatMap(([key, value]) => writePair(key, value, margin, indentation))
}

/** Whether a text of several lines can stand as it is below a key: without anything that YAML would change or refuse. */
function fitsLiteral(text: string): boolean {
  return /^[^\s#][^\r]*$/s.test(text) && text.includes('\n') && !text.endsWith('\n\n') && isPrintable(text)
}

function isPrintable(text: string): boolean {
  return !/[^\P{C}\t\n]|[\u2028\u2029]/u.test(text)
}

function indentLines(text: string, margin: string): string[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => (line === '' ? '' : margin + line))
}
