import { hexValue, isBlankOrEnd, isWord } from './characters.ts'
import type { ScannerState } from './scanner-state.ts'

const uriCharacters = ";/?:@&=+$,.!~*'()[]"

/** Reads a tag, from its exclamation mark on: its handle (empty for `!` and `!<…>`) and the rest. */
export function readTag(state: ScannerState): readonly [handle: string, suffix: string] {
  const parts = state.text.charCodeAt(state.pos + 1) === 0x3c ? readVerbatim(state) : readShort(state)
  if (!isBlankOrEnd(state.text.charCodeAt(state.pos))) {
    throw state.refusal(
      `A tag must end with a space or a line break: found "${state.text.charAt(state.pos)}"`,
    )
  }
  return parts
}

function readVerbatim(state: ScannerState): readonly [string, string] {
  state.pos += 2
  const tag = readUri(state)
  if (state.text.charCodeAt(state.pos) !== 0x3e)
    throw state.refusal('A tag that begins with "!<" must end with ">"')
  state.pos++
  return ['', tag]
}

function readShort(state: ScannerState): readonly [string, string] {
  const handle = readHandle(state)
  if (handle.length > 1 && handle.endsWith('!')) return [handle, readUri(state)]
  const suffix = handle.slice(1) + readUri(state, true)
  return suffix === '' ? ['', '!'] : ['!', suffix]
}

/** Reads `!`, `!name` or `!name!`. */
export function readHandle(state: ScannerState): string {
  const { text } = state
  const start = state.pos
  if (text.charCodeAt(start) !== 0x21) throw state.refusal('A tag must begin with "!"')
  state.pos++
  while (isWord(text.charCodeAt(state.pos))) state.pos++
  if (text.charCodeAt(state.pos) === 0x21) state.pos++
  return text.slice(start, state.pos)
}

/** Reads the characters of a URI; octets may be written as in `%20`. */
export function readUri(state: ScannerState, mayBeEmpty = false): string {
  const { text } = state
  const start = state.pos
  let result = ''
  for (;;) {
    const code = text.charCodeAt(state.pos)
    if (code === 0x25) result += readOctets(state)
    else if (isWord(code) || (code !== 0 && uriCharacters.includes(text.charAt(state.pos))))
      result += text.charAt(state.pos++)
    else break
  }
  if (state.pos === start && !mayBeEmpty) throw state.refusal('A tag must have a name: found none')
  return result
}

/** Reads the escaped octets of one character. */
function readOctets(state: ScannerState): string {
  const first = readOctet(state)
  const octets = [first]
  for (let rest = octetCount(state, first) - 1; rest > 0; rest--) {
    const next = readOctet(state)
    if ((next & 0xc0) !== 0x80) throw state.refusal('The escaped octets in a tag must be UTF-8')
    octets.push(next)
  }
  return new TextDecoder().decode(Uint8Array.from(octets))
}

function octetCount(state: ScannerState, first: number): number {
  if (first < 0x80) return 1
  if ((first & 0xe0) === 0xc0) return 2
  if ((first & 0xf0) === 0xe0) return 3
  if ((first & 0xf8) === 0xf0) return 4
  throw state.refusal('The escaped octets in a tag must be UTF-8')
}

function readOctet(state: ScannerState): number {
  const high = hexValue(state.text.charCodeAt(state.pos + 1))
  const low = hexValue(state.text.charCodeAt(state.pos + 2))
  if (state.text.charCodeAt(state.pos) !== 0x25 || high < 0 || low < 0) {
    throw state.refusal('A "%" in a tag needs two hexadecimal digits behind it')
  }
  state.pos += 3
  return high * 16 + low
}
