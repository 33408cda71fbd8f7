import { fail } from '../../kustomize-error.ts'

/** Whether a path is one of those that a pattern means. */
export type Matches = (path: string) => boolean

type Part = '*' | '?' | { readonly literal: string } | { readonly negated: boolean; readonly ranges: Range[] }
type Range = readonly [low: string, high: string]

/**
 * A pattern as in Go's `filepath.Match`: `*` and `?` stay within a part of a path, `[a-z]` and `[^a-z]` are classes, a
 * backslash takes the next character as it is. Takes linear time in practice: the last star alone is tried again.
 */
export function parsePattern(pattern: string): Matches {
  const parts = new PatternReader(pattern).read()
  return (path) => matchParts(parts, Array.from(path))
}

/** Whether a pattern has characters that stand for others. */
export function hasWildcard(pattern: string): boolean {
  return /[*?[\\]/.test(pattern)
}

class PatternReader {
  readonly #pattern: string
  readonly #characters: string[]
  #index = 0

  constructor(pattern: string) {
    this.#pattern = pattern
    this.#characters = Array.from(pattern)
  }

  read(): Part[] {
    const parts: Part[] = []
    while (this.#index < this.#characters.length) {
      const character = this.#next()
      if (character === '[') parts.push(this.#class())
      else if (character === '*' || character === '?') parts.push(character)
      else parts.push({ literal: character === '\\' ? this.#next() : character })
    }
    return parts
  }

  #class(): Part {
    const negated = this.#characters[this.#index] === '^'
    if (negated) this.#index++
    const ranges: Range[] = []
    while (ranges.length === 0 || this.#characters[this.#index] !== ']') {
      const low = this.#bound()
      const isRange = this.#characters[this.#index] === '-'
      if (isRange) this.#index++
      ranges.push([low, isRange ? this.#bound() : low])
    }
    this.#index++
    return { negated, ranges }
  }

  #bound(): string {
    const character = this.#next()
    if (character === '-' || character === ']') throw this.#mistake()
    return character === '\\' ? this.#next() : character
  }

  #next(): string {
    const character = this.#characters[this.#index]
    if (character === undefined) throw this.#mistake()
    this.#index++
    return character
  }

  #mistake(): Error {
    return fail(
      'bad-argument',
      `A pattern must close its classes and not end in a backslash: found "${this.#pattern}"`,
    )
  }
}

function matchParts(parts: readonly Part[], characters: readonly string[]): boolean {
  let [part, at] = [0, 0]
  let star: { part: number; at: number } | undefined
  while (at < characters.length || part < parts.length) {
    if (parts[part] === '*') {
      star = { part, at }
      part++
    } else if (at < characters.length && matchOne(parts[part], characters[at] as string)) {
      part++
      at++
    } else {
      if (star === undefined || star.at >= characters.length || characters[star.at] === '/') return false
      star = { part: star.part, at: star.at + 1 }
      part = star.part + 1
      at = star.at
    }
  }
  return true
}

function matchOne(part: Part | undefined, character: string): boolean {
  if (part === undefined || part === '*') return false
  if (part === '?') return character !== '/'
  if ('literal' in part) return part.literal === character
  return part.negated !== part.ranges.some((range) => isWithin(range, character))
}

function isWithin([low, high]: Range, character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return code >= (low.codePointAt(0) ?? 0) && code <= (high.codePointAt(0) ?? 0)
}
