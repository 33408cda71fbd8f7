import { removePossibleKey, savePossibleKey } from './possible-key.ts'
import { noKey, type PossibleKey, type ScannerState } from './scanner-state.ts'
import { Token } from './token.ts'

/** go-yaml's limit of braces and brackets in each other. */
const maximumFlowLevel = 10_000

/** A brace or a bracket that opens; it may also begin a key. */
export function openFlow(state: ScannerState, kind: number): void {
  savePossibleKey(state)
  const ownKey = state.isKeyAllowed ? (state.keys[state.flowLevel] as PossibleKey).token : -1
  state.queue.push(kind, state.line, state.column)
  state.flowLevel++
  if (state.flowLevel > maximumFlowLevel) {
    throw state.refusal(
      `A YAML text may have ${maximumFlowLevel} braces and brackets in each other: found more`,
    )
  }
  state.keys[state.flowLevel] = { ...noKey(), token: ownKey }
  state.isKeyAllowed = true
  state.pos++
}

/** A brace or a bracket that closes. */
export function closeFlow(state: ScannerState, kind: number): void {
  removePossibleKey(state)
  if (state.flowLevel > 0) leaveFlowLevel(state)
  state.isKeyAllowed = false
  state.queue.push(kind, state.line, state.column)
  state.pos++
}

function leaveFlowLevel(state: ScannerState): void {
  const { pos, token } = state.keys[state.flowLevel] as PossibleKey
  state.flowLevel--
  const around = state.keys[state.flowLevel] as PossibleKey
  if (pos < 0 && token >= 0 && token === around.token) around.isForgotten = true
}

/** A comma in braces or brackets. */
export function scanComma(state: ScannerState): void {
  removePossibleKey(state)
  state.isKeyAllowed = true
  state.queue.push(Token.comma, state.line, state.column)
  state.pos++
}
