import { fail } from '../kustomize-error.ts'

// One for all files: a decoder costs more to make than most files to decode.
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The text of a file in UTF-8, or in UTF-16 where a byte order mark says so, without that mark. Throws `invalid-yaml` for bytes that
 * are none of both, as Kustomize's YAML reader does.
 */
export function decodeText(content: Uint8Array): string {
  const encoding = encodingOf(content)
  try {
    return (encoding === 'utf-8' ? utf8 : new TextDecoder(encoding, { fatal: true })).decode(content)
  } catch {
    const before = new TextDecoder(encoding).decode(content).split('\ufffd', 1)[0] as string
    const lines = before.split('\n')
    throw fail('invalid-yaml', `A text must be ${encoding.toUpperCase()}: found other bytes`, {
      line: lines.length,
      column: (lines.at(-1) as string).length + 1,
    })
  }
}

function encodingOf(content: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (content[0] === 0xff && content[1] === 0xfe) return 'utf-16le'
  return content[0] === 0xfe && content[1] === 0xff ? 'utf-16be' : 'utf-8'
}

/** Whether a byte order mark says that a text is UTF-16. */
export function isUtf16(content: Uint8Array): boolean {
  return encodingOf(content) !== 'utf-8'
}
