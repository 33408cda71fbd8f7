import { fail } from '../../kustomize-error.ts'

/** Everything but the printable characters that most texts are made of, tabs and LF. */
const unusual = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]/

/** What YAML 1.1 forbids. */
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/

/** Refuses characters that YAML does not allow, and says whether LF is the only line break in the text. */
export function checkCharacters(text: string, firstLine: number): { hasSimpleBreaks: boolean } {
  if (!unusual.test(text)) return { hasSimpleBreaks: true }
  const index = text.search(forbidden)
  if (index < 0) return { hasSimpleBreaks: false }
  const before = text.slice(0, index).split(/\r\n|[\n\r\u0085\u2028\u2029]/)
  const code = text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0')
  throw fail('invalid-yaml', `A YAML text must not have control characters: found U+${code}`, {
    line: firstLine + before.length - 1,
    column: (before.at(-1) ?? '').length + 1,
  })
}
