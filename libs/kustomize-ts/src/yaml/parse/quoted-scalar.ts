import { isBlank, isBreak } from './characters.ts'
import { readEscape } from './escape.ts'
import { foldBreaks, readEmptyLines } from './fold.ts'
import type { Mark, ScannerState } from './scanner-state.ts'

/** Reads a scalar in single or double quotes, up to behind the closing one. Line breaks are folded. */
export function readQuoted(state: ScannerState, quote: number): string {
  const { text } = state
  const opening = state.mark()
  let start = ++state.pos
  let result = ''
  for (;;) {
    const code = text.charCodeAt(state.pos)
    if (code === quote) {
      if (quote === 0x22 || text.charCodeAt(state.pos + 1) !== quote) break
      result += text.slice(start, ++state.pos)
      start = ++state.pos
    } else if (code === 0x5c && quote === 0x22) {
      result += text.slice(start, state.pos)
      result += readBackslash(state, opening)
      start = state.pos
    } else if (isBlank(code) || isBreak(code)) {
      const end = endOfBlanks(text, state.pos)
      if (isBreak(text.charCodeAt(end))) {
        result += text.slice(start, state.pos)
        state.pos = end
        result += foldQuoted(state, opening)
        start = state.pos
      } else {
        state.pos = end
      }
    } else if (code === 0) {
      throw state.refusal(
        `A text in quotes must end with ${String.fromCharCode(quote)}: found the end of the file`,
        opening,
      )
    } else {
      state.pos++
    }
  }
  const last = text.slice(start, state.pos++)
  return result === '' ? last : result + last
}

function endOfBlanks(text: string, start: number): number {
  let end = start
  while (isBlank(text.charCodeAt(end))) end++
  return end
}

function foldQuoted(state: ScannerState, opening: Mark): string {
  const folded = foldBreaks(state)
  refuseDocumentMark(state, opening)
  return folded
}

/** A backslash before a line break joins the lines. */
function readBackslash(state: ScannerState, opening: Mark): string {
  if (!isBreak(state.text.charCodeAt(state.pos + 1))) return readEscape(state)
  state.pos++
  state.skipBreak()
  if (state.text.charCodeAt(state.pos) === 0x22) return ''
  const breaks = readEmptyLines(state)
  refuseDocumentMark(state, opening)
  return breaks
}

function refuseDocumentMark(state: ScannerState, opening: Mark): void {
  if (state.pos === state.lineStart && state.isAtDocumentMark()) {
    throw state.refusal('A text in quotes must end before the next document: found "---" or "..."', opening)
  }
}
