import { isBlankOrEnd, isWord } from './characters.ts'
import type { ScannerState } from './scanner-state.ts'

const mayFollow = '?:,]}%@`'

/** Reads the name of an anchor or an alias, from its sign on. */
export function readName(state: ScannerState, what: string): string {
  const { text } = state
  const start = ++state.pos
  while (isWord(text.charCodeAt(state.pos))) state.pos++
  const name = text.slice(start, state.pos)
  const isEnded = isBlankOrEnd(text.charCodeAt(state.pos)) || mayFollow.includes(text.charAt(state.pos))
  if (name === '' || !isEnded) {
    throw state.refusal(
      `The name of ${what} must be of letters, digits, "-" and "_": found "${name}${text.charAt(state.pos)}"`,
    )
  }
  return name
}
