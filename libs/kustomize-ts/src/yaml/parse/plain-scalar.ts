import { isBlank, isBlankOrEnd, isBreak } from './characters.ts'
import { foldBreaks } from './fold.ts'
import type { ScannerState } from './scanner-state.ts'
import { shortText } from './short-text.ts'

/** The ASCII characters inside of a plain scalar that need a closer look. */
const specialInBlock = mark('\0\t\n\r :')
const specialInFlow = mark('\0\t\n\r :,?[]{}')

function mark(characters: string): Uint8Array {
  const table = new Uint8Array(128)
  for (const character of characters) table[character.charCodeAt(0)] = 1
  return table
}

/**
 * Reads a scalar without quotes, over several lines where they are indented, up to the next token. Line breaks are folded. A key
 * may follow when the scalar was left at the beginning of a line.
 */
export function readPlain(state: ScannerState): string {
  const { text } = state
  const special = state.flowLevel > 0 ? specialInFlow : specialInBlock
  let result = ''
  let fold: string | undefined
  for (;;) {
    const start = state.pos
    if (start === state.lineStart && state.isAtDocumentMark()) break
    if (text.charCodeAt(start) === 0x23) break
    const end = endOfLine(text, start, special)
    if (end > start) {
      result = fold === undefined ? shortText(text, start, end) : result + fold + text.slice(start, end)
      fold = undefined
      state.pos = end
    }
    while (isBlank(text.charCodeAt(state.pos))) state.pos++
    if (!isBreak(text.charCodeAt(state.pos))) break
    fold = foldIndented(state)
    if (state.flowLevel === 0 && state.pos - state.lineStart <= state.indent) break
  }
  if (fold !== undefined) state.isKeyAllowed = true
  return result
}

/** Where the part of a scalar in this line ends, without the spaces behind it. */
function endOfLine(text: string, start: number, special: Uint8Array): number {
  let pos = start
  let end = start
  for (;;) {
    const code = text.charCodeAt(pos)
    if (code < 128 ? special[code] === 0 : !isBreak(code)) {
      end = ++pos
    } else if (isBlank(code)) {
      pos++
      if (text.charCodeAt(pos) === 0x23) return end
    } else if (code === 0x3a && !isBlankOrEnd(text.charCodeAt(pos + 1))) {
      end = ++pos
    } else {
      return end
    }
  }
}

function foldIndented(state: ScannerState): string {
  return foldBreaks(state, () => {
    throw state.refusal('A text of several lines must be indented with spaces: found a tab')
  })
}
