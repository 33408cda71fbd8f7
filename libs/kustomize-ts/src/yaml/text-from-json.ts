import { fail } from '../kustomize-error.ts'
import { jsonString } from './json-text.ts'

// Kustomize writes JSON and reads it back with a YAML reader: a C1 control character or a noncharacter is an error to that one,
// and U+0085, which JSON does not escape, ends a line.
const controlCharacters = /[\u007f-\u0084\u0086-\u009f\ufffe\uffff]/
const longestKey = 1024

/** A text of a resource as it comes out of Kustomize's last step; throws `invalid-resource` for one that does not. */
export function textFromJson(text: string): string {
  if (controlCharacters.test(text))
    throw fail('invalid-resource', 'A text in a resource has a control character')
  return text.includes('\u0085') ? foldLines(text) : text
}

/** As lines are folded between quotes, where spaces around ends do not count: one end is a space, of several all but one stay. */
function foldLines(text: string): string {
  const lines = text.split('\u0085')
  let result = ''
  let ends = 0
  for (const [index, line] of lines.entries()) {
    const trimmed = trimSpaces(line, { isFirst: index === 0, isLast: index === lines.length - 1 })
    if (index > 0) ends++
    if (trimmed === '' && index < lines.length - 1) continue
    result += (ends === 1 ? ' ' : '\n'.repeat(Math.max(ends - 1, 0))) + trimmed
    ends = 0
  }
  return result
}

function trimSpaces(line: string, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): string {
  let start = 0
  let end = line.length
  if (!isLast) while (end > 0 && line[end - 1] === ' ') end--
  if (!isFirst) while (start < end && line[start] === ' ') start++
  return line.slice(start, end)
}

/** The key of a map as it comes out of Kustomize's last step, where it must fit on a line. */
export function keyFromJson(key: string): string {
  if (key.length > longestKey / 6 && [...jsonString(key)].length > longestKey)
    throw fail('invalid-resource', `A key may have ${longestKey - 2} characters: found more`)
  if (key.includes('\u0085')) throw fail('invalid-resource', 'A key must not have the character U+0085')
  return textFromJson(key)
}
