import { countPoints } from './characters.ts'
import type { Mark, PossibleKey, ScannerState } from './scanner-state.ts'
import { Token } from './token.ts'

/** How many characters a key may have before its colon. */
const maximumKey = 1024

/** Whether a key that begins at `mark` may have its colon at the present place: in the same line and not too far away. */
export function mayEndKey(
  state: ScannerState,
  mark: { readonly pos: number; readonly line: number },
): boolean {
  if (mark.line !== state.line) return false
  const { pos } = state
  return pos - mark.pos <= maximumKey || countPoints(state.text, mark.pos, pos) <= maximumKey
}

/** Whether only a key may stand at the present place: it continues the map of this column. */
export function isKeyRequired(state: ScannerState): boolean {
  return state.flowLevel === 0 && state.indent === state.pos - state.lineStart
}

/** Puts a place in front of the token that comes now, for the case that a colon follows. */
export function savePossibleKey(state: ScannerState): void {
  if (state.isKeyAllowed) savePossibleKeyAt(state, state.mark(), isKeyRequired(state))
}

/** The same for something that was read already; the tokens for it come next. */
export function savePossibleKeyAt(state: ScannerState, mark: Mark, isRequired: boolean): void {
  beginPossibleKey(state)
  const key = state.keys[state.flowLevel] as PossibleKey
  key.isPossible = true
  key.isRequired = isRequired
  key.isForgotten = false
  key.token = state.queue.tail
  key.pos = mark.pos
  key.line = mark.line
  key.column = mark.column
  state.queue.push(Token.pending, mark.line, mark.column, state.flowLevel)
}

/** Something that may be a key begins, so what came before is none. */
export function beginPossibleKey(state: ScannerState): void {
  removePossibleKey(state)
  const key = state.keys[state.flowLevel] as PossibleKey
  key.pos = state.pos
}

/** Gives up the key that was possible at this level of braces and brackets; an error where it had to be one. */
export function removePossibleKey(state: ScannerState): void {
  const key = state.keys[state.flowLevel] as PossibleKey
  if (key.isPossible) dropKey(state, key)
}

/** Whether the key is still possible here; gives it up when not. */
export function checkPossibleKey(state: ScannerState, key: PossibleKey): boolean {
  if (!key.isPossible) return false
  if (mayEndKey(state, key)) return true
  dropKey(state, key)
  return false
}

function dropKey(state: ScannerState, key: PossibleKey): void {
  if (key.isRequired) throw missingColon(state, key)
  key.isPossible = false
  if (key.token >= 0) state.queue.kinds[key.token] = Token.nothing
}

/** The error for something that continues a map and is no key. */
function missingColon(state: ScannerState, mark: { readonly line: number; readonly column: number }): Error {
  return state.refusal('A map needs ":" after a key: found none in this line', mark)
}
