import { isBlank, isBreak, isBreakOrEnd } from './characters.ts'
import type { ScannerState } from './scanner-state.ts'

/** How far go-yaml v3 looks behind a comment or a token for a further comment. */
const commentReach = 512

/**
 * Moves to the next token, past spaces, comments and line breaks. A tab is no space at the beginning of a line and where a key
 * may begin, unless braces or brackets are open.
 */
export function skipToToken(state: ScannerState): void {
  const { text } = state
  for (;;) {
    let code = text.charCodeAt(state.pos)
    while (code === 0x20 || (code === 0x09 && mayTab(state))) code = text.charCodeAt(++state.pos)
    if (code === 0x23) {
      skipComment(state)
      if (state.dialect === 'resource') skipMoreComments(state)
      code = text.charCodeAt(state.pos)
    }
    if (!isBreak(code)) return
    state.skipBreak()
    if (state.flowLevel === 0) state.isKeyAllowed = true
  }
}

function mayTab({ flowLevel, isKeyAllowed }: ScannerState): boolean {
  return flowLevel > 0 || !isKeyAllowed
}

/** Moves from a hash to the end of its line. */
export function skipComment(state: ScannerState): void {
  const { text } = state
  state.hasComment = true
  if (state.hasSimpleBreaks) {
    const end = text.indexOf('\n', state.pos)
    state.pos = end < 0 ? text.length - 1 : end
    return
  }
  while (!isBreakOrEnd(text.charCodeAt(state.pos))) state.pos++
}

/** go-yaml v3 takes comments of several lines at once, so tabs may stand before all but the first. */
function skipMoreComments(state: ScannerState): void {
  const { text } = state
  for (let next = nextComment(state); next !== undefined; next = nextComment(state)) {
    while (state.pos < next) {
      if (isBreak(text.charCodeAt(state.pos))) state.skipBreak()
      else state.pos++
    }
    skipComment(state)
  }
}

function nextComment({ text, pos }: ScannerState): number | undefined {
  for (let next = pos; next < pos + commentReach; next++) {
    const code = text.charCodeAt(next)
    if (code === 0x23) return next
    if (!isBlank(code) && code !== 0x0a && code !== 0x0d) return undefined
  }
  return undefined
}

/** go-yaml v3 takes a comment behind a token in the same line at once, so a tab may stand before it. */
export function skipLineComment(state: ScannerState): void {
  if (state.dialect !== 'resource') return
  let next = state.pos
  while (isBlank(state.text.charCodeAt(next)) && next - state.pos < commentReach) next++
  if (state.text.charCodeAt(next) !== 0x23) return
  state.pos = next
  skipComment(state)
}
