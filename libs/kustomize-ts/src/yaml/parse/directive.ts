import { isBlank, isBlankOrEnd, isBreakOrEnd, isDigit, isWord } from './characters.ts'
import { skipComment } from './blank-space.ts'
import type { ScannerState } from './scanner-state.ts'
import { readHandle, readUri } from './tag.ts'
import { Token } from './token.ts'

/** Reads a line that begins with a percent sign, and gives its token's kind and its two parts. */
export function readDirective(state: ScannerState): { kind: number; parts: readonly [string, string] } {
  state.pos++
  const name = readDirectiveName(state)
  if (name !== 'YAML' && name !== 'TAG') {
    throw state.refusal(`A directive must be %YAML or %TAG: found "%${name}"`)
  }
  skipBlanks(state)
  const parts = name === 'YAML' ? readVersion(state) : readTagDirective(state)
  finishLine(state)
  return { kind: name === 'YAML' ? Token.versionDirective : Token.tagDirective, parts }
}

function readDirectiveName(state: ScannerState): string {
  const { text } = state
  const start = state.pos
  while (isWord(text.charCodeAt(state.pos))) state.pos++
  if (state.pos === start || !isBlankOrEnd(text.charCodeAt(state.pos))) {
    throw state.refusal('A "%" at the beginning of a line needs the name of a directive')
  }
  return text.slice(start, state.pos)
}

function readVersion(state: ScannerState): readonly [string, string] {
  const major = readVersionNumber(state)
  if (state.text.charCodeAt(state.pos) !== 0x2e)
    throw state.refusal('A %YAML directive needs a version with a dot')
  state.pos++
  return [major, readVersionNumber(state)]
}

function readVersionNumber(state: ScannerState): string {
  const start = state.pos
  while (isDigit(state.text.charCodeAt(state.pos))) state.pos++
  const length = state.pos - start
  if (length === 0 || length > 2) throw state.refusal('A version must be of numbers of one or two digits')
  return state.text.slice(start, state.pos)
}

function readTagDirective(state: ScannerState): readonly [string, string] {
  const handle = readHandle(state)
  if (handle !== '!' && !handle.endsWith('!'))
    throw state.refusal(`A handle must end with "!": found "${handle}"`)
  if (!isBlank(state.text.charCodeAt(state.pos)))
    throw state.refusal('A %TAG directive needs a space behind its handle')
  skipBlanks(state)
  const prefix = readUri(state)
  if (!isBlankOrEnd(state.text.charCodeAt(state.pos))) {
    throw state.refusal(
      `A %TAG directive must end behind its prefix: found "${state.text.charAt(state.pos)}"`,
    )
  }
  return [handle, prefix]
}

function finishLine(state: ScannerState): void {
  skipBlanks(state)
  if (state.text.charCodeAt(state.pos) === 0x23) skipComment(state)
  const code = state.text.charCodeAt(state.pos)
  if (!isBreakOrEnd(code))
    throw state.refusal(`A directive must stand alone in its line: found "${state.text.charAt(state.pos)}"`)
  if (code !== 0) state.skipBreak()
}

function skipBlanks(state: ScannerState): void {
  while (isBlank(state.text.charCodeAt(state.pos))) state.pos++
}
