import { skipLineComment, skipToToken } from './blank-space.ts'
import { readBlockScalar } from './block-scalar.ts'
import { isBlank, isBlankOrEnd } from './characters.ts'
import { readDirective } from './directive.ts'
import { enterBlock, leaveBlocks } from './indentation.ts'
import { readName } from './name.ts'
import { checkPossibleKey, removePossibleKey, savePossibleKey } from './possible-key.ts'
import { scalarNodeAt } from './scalar-node.ts'
import { scanPlain, scanQuoted } from './scan-scalar.ts'
import { noKey, type PossibleKey, type ScannerState } from './scanner-state.ts'
import { readTag } from './tag.ts'
import { Token } from './token.ts'

/** go-yaml's limit of braces and brackets in each other. */
const maximumFlowLevel = 10_000

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

function openFlow(state: ScannerState, kind: number): void {
  savePossibleKey(state)
  const ownKey = state.isKeyAllowed ? (state.keys[state.flowLevel] as PossibleKey).token : -1
  state.queue.push(kind, state.line, state.column)
  state.flowLevel++
  if (state.flowLevel > maximumFlowLevel) {
    throw state.refusal(`A YAML text may have ${maximumFlowLevel} braces and brackets in each other: found more`)
  }
  state.keys[state.flowLevel] = { ...noKey(), token: ownKey }
  state.isKeyAllowed = true
  state.pos++
}

function closeFlow(state: ScannerState, kind: number): void {
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

function scanComma(state: ScannerState): void {
  removePossibleKey(state)
  state.isKeyAllowed = true
  state.queue.push(Token.comma, state.line, state.column)
  state.pos++
}

function scanDash(state: ScannerState): void {
  if (state.flowLevel === 0) {
    if (!state.isKeyAllowed) throw state.refusal('A list element cannot begin here: found "-" behind something else')
    if (enterBlock(state, state.column)) state.queue.push(Token.blockList, state.line, state.column)
  }
  removePossibleKey(state)
  state.isKeyAllowed = true
  state.queue.push(Token.dash, state.line, state.column)
  state.pos++
}

function scanQuestion(state: ScannerState): void {
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

function scanColon(state: ScannerState): void {
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
  if (!state.isKeyAllowed) throw state.refusal('A map cannot begin here: found ":" in a value, quote it or begin a new line')
  if (enterBlock(state, state.column)) state.queue.push(Token.blockMap, state.line, state.column)
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
