import { skipLineComment, skipToToken } from './blank-space.ts'
import { scanColon, scanDash, scanQuestion } from './block-marks.ts'
import { readBlockScalar } from './block-scalar.ts'
import { isBlank, isBlankOrEnd } from './characters.ts'
import { readDirective } from './directive.ts'
import { closeFlow, openFlow, scanComma } from './flow-marks.ts'
import { leaveBlocks } from './indentation.ts'
import { readName } from './name.ts'
import { checkPossibleKey, removePossibleKey, savePossibleKey } from './possible-key.ts'
import { scalarNodeAt } from './scalar-node.ts'
import { scanPlain, scanQuoted } from './scan-scalar.ts'
import type { PossibleKey, ScannerState } from './scanner-state.ts'
import { readTag } from './tag.ts'
import { Token } from './token.ts'

/** The kind of the first token in the queue, which is filled as far as that needs. */
export function peekToken(state: ScannerState): number {
  const { queue } = state
  for (;;) {
    if (queue.head < queue.tail) {
      const kind = queue.kinds[queue.head] as number
      if (kind > Token.nothing) return kind
      if (kind === Token.nothing || !mustWait(state)) {
        queue.shift()
        continue
      }
    }
    scanToken(state)
  }
}

/** go-yaml v3 has two more tokens ready than it hands out, so it sees what is wrong there. */
export function lookAhead(state: ScannerState): void {
  peekToken(state)
  while (!hasEnough(state)) scanToken(state)
}

function hasEnough({ queue, dialect }: ScannerState): boolean {
  return dialect === 'configuration' || queue.weight() > 2
}

/** Whether the first token may still get a key mark in front of it. */
function mustWait(state: ScannerState): boolean {
  const level = state.queue.values[state.queue.head] as number
  const key = state.keys[level] as PossibleKey
  if (key.isForgotten && hasEnough(state)) {
    key.token = -1
    return false
  }
  return checkPossibleKey(state, key)
}

/** Reads at least one token into the queue. */
function scanToken(state: ScannerState): void {
  skipToToken(state)
  const column = state.pos - state.lineStart
  if (column < state.indent) leaveBlocks(state, column)
  const code = state.text.charCodeAt(state.pos)
  if (column === 0 && scanAtLineStart(state, code)) return
  if (code === 0) return scanEnd(state)
  scanHere(state, code)
  // Where a key may begin, the scanner stands behind a dash, which has no comment of its own, or in a new line.
  if (!state.isKeyAllowed) skipLineComment(state)
}

function scanHere(state: ScannerState, code: number): void {
  const next = state.text.charCodeAt(state.pos + 1)
  if (isMark(state, code, next)) scanMark(state, code)
  else if (code === 0x22 || code === 0x27) scanQuoted(state, code)
  else if (startsPlain(state, code, next)) scanPlain(state)
  else throw state.refusal(`A value cannot begin with "${state.text.charAt(state.pos)}": quote it`)
}

/** Characters that are always marks; the others are some only where a space follows or in braces and brackets. */
function isMark(state: ScannerState, code: number, next: number): boolean {
  switch (code) {
    case 0x5b:
    case 0x5d:
    case 0x7b:
    case 0x7d:
    case 0x2c:
    case 0x26:
    case 0x2a:
    case 0x21:
      return true
    case 0x2d:
      return isBlankOrEnd(next)
    case 0x3a:
    case 0x3f:
      return state.flowLevel > 0 || isBlankOrEnd(next)
    case 0x7c:
    case 0x3e:
      return state.flowLevel === 0
    default:
      return false
  }
}

function scanMark(state: ScannerState, code: number): void {
  switch (code) {
    case 0x5b:
      return openFlow(state, Token.flowList)
    case 0x7b:
      return openFlow(state, Token.flowMap)
    case 0x5d:
      return closeFlow(state, Token.flowListEnd)
    case 0x7d:
      return closeFlow(state, Token.flowMapEnd)
    case 0x2c:
      return scanComma(state)
    case 0x2d:
      return scanDash(state)
    case 0x3f:
      return scanQuestion(state)
    case 0x3a:
      return scanColon(state)
    case 0x7c:
    case 0x3e:
      return scanBlockScalar(state, code === 0x7c)
    default:
      return scanProperty(state, code)
  }
}

/** Whether a character other than a mark or a quote begins a plain scalar. */
function startsPlain(state: ScannerState, code: number, next: number): boolean {
  if (isBlankOrEnd(code)) return false
  switch (code) {
    case 0x2d:
      return !isBlank(next)
    case 0x3f:
    case 0x3a:
      return state.flowLevel === 0 && !isBlankOrEnd(next)
    case 0x23:
    case 0x25:
    case 0x3e:
    case 0x40:
    case 0x60:
    case 0x7c:
      return false
    default:
      return true
  }
}

function scanEnd(state: ScannerState): void {
  if (state.pos > state.lineStart) {
    state.lineStart = state.pos
    state.line++
  }
  leaveBlocks(state, -1)
  removePossibleKey(state)
  state.isKeyAllowed = false
  state.queue.push(Token.streamEnd, state.line, 0)
}

/** Directives, `---` and `...`. */
function scanAtLineStart(state: ScannerState, code: number): boolean {
  const isDirective = code === 0x25
  if (!isDirective && !state.isAtDocumentMark()) return false
  leaveBlocks(state, -1)
  removePossibleKey(state)
  state.isKeyAllowed = false
  const { line } = state
  if (isDirective) {
    const { kind, parts } = readDirective(state)
    state.queue.push(kind, line, 0, parts)
  } else {
    state.pos += 3
    state.queue.push(code === 0x2d ? Token.documentStart : Token.documentEnd, line, 0)
  }
  return true
}

function scanBlockScalar(state: ScannerState, isLiteral: boolean): void {
  removePossibleKey(state)
  state.isKeyAllowed = true
  const node = scalarNodeAt(state, isLiteral ? 'literal' : 'folded')
  node.value = readBlockScalar(state, isLiteral)
  state.queue.push(Token.scalar, node.line, node.column - 1, node)
}

/** An anchor, an alias or a tag. */
function scanProperty(state: ScannerState, code: number): void {
  savePossibleKey(state)
  state.isKeyAllowed = false
  const { line, column } = state
  if (code === 0x2a) state.queue.push(Token.alias, line, column, readName(state, 'an alias'))
  else if (code === 0x26) state.queue.push(Token.anchor, line, column, readName(state, 'an anchor'))
  else state.queue.push(Token.tag, line, column, readTag(state))
}
