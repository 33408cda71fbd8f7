import { skipLineComment } from './blank-space.ts'
import { enterBlock } from './indentation.ts'
import { checkPossibleKey, removePossibleKey } from './possible-key.ts'
import type { PossibleKey, ScannerState } from './scanner-state.ts'
import { Token } from './token.ts'

/** The dash of a list element. */
export function scanDash(state: ScannerState): void {
  if (state.flowLevel === 0) {
    if (!state.isKeyAllowed)
      throw state.refusal('A list element cannot begin here: found "-" behind something else')
    if (enterBlock(state, state.column)) state.queue.push(Token.blockList, state.line, state.column)
  }
  removePossibleKey(state)
  state.isKeyAllowed = true
  state.queue.push(Token.dash, state.line, state.column)
  state.pos++
}

/** The question mark of a key. */
export function scanQuestion(state: ScannerState): void {
  if (state.flowLevel === 0) {
    if (!state.isKeyAllowed) throw state.refusal('A key cannot begin here: found "?" behind something else')
    if (enterBlock(state, state.column)) state.queue.push(Token.blockMap, state.line, state.column)
  }
  removePossibleKey(state)
  state.isKeyAllowed = state.flowLevel === 0
  state.queue.push(Token.key, state.line, state.column)
  state.pos++
  if (state.isKeyAllowed) skipLineComment(state)
}

/** The colon between key and value. */
export function scanColon(state: ScannerState): void {
  const key = state.keys[state.flowLevel] as PossibleKey
  if (checkPossibleKey(state, key)) {
    pushKeyMark(state, key)
    key.isPossible = false
    state.isKeyAllowed = false
  } else {
    if (state.flowLevel === 0) startComplexValue(state)
    state.isKeyAllowed = state.flowLevel === 0
  }
  state.queue.push(Token.colon, state.line, state.column)
  state.pos++
  if (state.isKeyAllowed) skipLineComment(state)
}

function pushKeyMark(state: ScannerState, key: PossibleKey): void {
  const isFirst = enterBlock(state, key.column)
  if (key.token >= 0) {
    state.queue.kinds[key.token] = isFirst ? Token.mapKey : Token.key
    return
  }
  state.queue.push(Token.key, key.line, key.column)
  if (isFirst) state.queue.push(Token.blockMap, key.line, key.column)
}

function startComplexValue(state: ScannerState): void {
  if (!state.isKeyAllowed)
    throw state.refusal('A map cannot begin here: found ":" in a value, quote it or begin a new line')
  if (enterBlock(state, state.column)) state.queue.push(Token.blockMap, state.line, state.column)
}
