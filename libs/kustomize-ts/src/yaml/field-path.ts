import { fail } from '../kustomize-error.ts'
import { splitPath } from './lookup.ts'

/** No YAML text nests as deep. */
const longestPath = 1000

/**
 * Splits a path at dots. A backslash keeps the next dot; what stands in brackets stays together, so that keys may have dots
 * (`[app.kubernetes.io/name]`) and list elements can be chosen (`[name=a.b]`).
 */
export function splitFieldPath(path: string): string[] {
  const parts = splitPath(path, '.')
  if (parts.length > longestPath)
    throw fail('limit-exceeded', `A path may have ${longestPath} parts: found ${parts.length}`)
  const result: string[] = []
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as string
    if (!part.startsWith('[') || part.endsWith(']')) {
      result.push(part)
      continue
    }
    const bracketed = [part]
    while (index < parts.length - 1) {
      const next = parts[++index] as string
      bracketed.push(next)
      if (next.endsWith(']')) break
    }
    const text = bracketed.join('.')
    result.push(text.includes('=') ? text : trimBrackets(text))
  }
  return result
}

function trimBrackets(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBracket(text[start])) start++
  while (end > start && isBracket(text[end - 1])) end--
  return text.slice(start, end)
}

function isBracket(character: string | undefined): boolean {
  return character === '[' || character === ']'
}

/** Splits `name[2]` into a name and an index, as paths of variables have them. */
export function splitIndexes(parts: readonly string[]): string[] {
  return parts.flatMap((part) => {
    const match = /^(.*)\[(\d+)\]$/.exec(part)
    if (match === null) return [part]
    const [, name = '', index = ''] = match
    return name === '' ? [index] : [name, index]
  })
}
