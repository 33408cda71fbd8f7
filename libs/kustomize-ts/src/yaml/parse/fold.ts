import { isBlank, isBreak } from './characters.ts'
import type { ScannerState } from './scanner-state.ts'

/**
 * Moves past a line break and all blank space behind it, and gives what it means inside of a scalar: one line break a space,
 * several all but the first; the separators LS and PS stay.
 */
export function foldBreaks(state: ScannerState, refuseTab?: () => void): string {
  const first = state.readBreak()
  const others = readEmptyLines(state, refuseTab)
  if (first !== '\n') return first + others
  return others === '' ? ' ' : others
}

/** Moves past blank space at the beginning of lines and gives the line breaks in it. */
export function readEmptyLines(state: ScannerState, refuseTab?: () => void): string {
  const { text } = state
  let breaks = ''
  for (;;) {
    const code = text.charCodeAt(state.pos)
    if (isBlank(code)) {
      if (code === 0x09 && refuseTab !== undefined && state.pos - state.lineStart <= state.indent) refuseTab()
      state.pos++
    } else if (isBreak(code)) {
      breaks += state.readBreak()
    } else {
      return breaks
    }
  }
}
