import { fail } from '../kustomize-error.ts'
import { jsonString } from './value.ts'

// Kustomize writes JSON and reads it back with a YAML reader: a C1 control character or a noncharacter is an error to that one,
// and U+0085, which JSON does not escape, ends a line.
const controlCharacters = /[\u007f-\u0084\u0086-\u009f\ufffe\uffff]/
const lineEnds = / *\u0085(?: *\u0085)* */g
const longestKey = 1024

/** A text of a resource as it comes out of Kustomize's last step; throws `invalid-resource` for one that does not. */
export function textFromJson(text: string): string {
  if (controlCharacters.test(text))
    throw fail('invalid-resource', 'A text in a resource has a control character')
  return text.includes('\u0085') ? text.replaceAll(lineEnds, foldLines) : text
}

/** As lines are folded between quotes: one end is a space, of several all but the first stay. */
function foldLines(ends: string): string {
  const count = ends.split('\u0085').length - 1
  return count === 1 ? ' ' : '\n'.repeat(count - 1)
}

/** The key of a map as it comes out of Kustomize's last step, where it must fit on a line. */
export function keyFromJson(key: string): string {
  if (key.length > longestKey / 6 && [...jsonString(key)].length > longestKey)
    throw fail('invalid-resource', `A key may have ${longestKey - 2} characters: found more`)
  if (key.includes('\u0085')) throw fail('invalid-resource', 'A key must not have the character U+0085')
  return textFromJson(key)
}
