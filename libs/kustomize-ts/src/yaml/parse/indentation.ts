import type { ScannerState } from './scanner-state.ts'
import { Token } from './token.ts'

/** go-yaml's limit of blocks in blocks. */
const maximumIndents = 10_000

/** Begins a block at that column if it lies deeper than the present one, and says whether it did. */
export function enterBlock(state: ScannerState, column: number): boolean {
  if (state.flowLevel > 0 || state.indent >= column) return false
  state.indents.push(state.indent)
  state.indent = column
  if (state.indents.length > maximumIndents) {
    throw state.refusal(`A YAML text may have ${maximumIndents} blocks in each other: found more`)
  }
  return true
}

/** Ends the blocks that lie deeper than the column, with a token for each. */
export function leaveBlocks(state: ScannerState, column: number): void {
  if (state.flowLevel > 0) return
  while (state.indent > column) {
    state.queue.push(Token.blockEnd, state.line, state.pos - state.lineStart)
    state.indent = state.indents.pop() as number
  }
}
