import { fail } from '../../kustomize-error.ts'

/** Line breaks other than LF, and what is not allowed. */
const unusual = /[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ufffd]/

/** What YAML 1.1 does not allow; halves of surrogate pairs do not come out of a decoder. */
const forbidden = /[^\t\n\r\x20-\x7e\x85\xa0-\ufffd]/

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
