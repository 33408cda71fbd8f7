import { fail } from '../kustomize-error.ts'

/** Names and values of labels or annotations. */
export type Pairs = ReadonlyMap<string, string>

/** Reads `name:value` arguments; the value may be quoted, or missing. A later pair of the same name wins. */
export function parsePairs(texts: readonly string[], noun: string): Pairs {
  return new Map(texts.map((text) => parsePair(text, noun)))
}

function parsePair(text: string, noun: string): [string, string] {
  const colon = text.indexOf(':')
  if (colon === 0) throw fail('bad-argument', `A ${noun} must be "name:value": found "${text}"`)
  return colon < 0 ? [text, ''] : [text.slice(0, colon), unquote(text.slice(colon + 1))]
}

function unquote(value: string): string {
  return value.length >= 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value
}

/** Reads `name,name`: names of labels or annotations to remove. */
export function parseNames(text: string, noun: string): string[] {
  const names = text.split(',')
  if (names.includes('')) throw fail('bad-argument', `Names of ${noun}s must not be empty: found "${text}"`)
  return names
}
