import { Tag, type YamlNode } from '../node.ts'
import { resolvePlain11 } from '../resolve.ts'
import { isBlank, isBlankOrEnd, isBreakOrEnd } from './characters.ts'
import { enterBlock } from './indentation.ts'
import { readPlain } from './plain-scalar.ts'
import { isKeyRequired, mayEndKey, beginPossibleKey, savePossibleKeyAt } from './possible-key.ts'
import { readQuoted } from './quoted-scalar.ts'
import { plainNode, scalarNodeAt } from './scalar-node.ts'
import type { Mark, ScannerState } from './scanner-state.ts'
import { Token } from './token.ts'

/** Scans a scalar in single or double quotes. */
export function scanQuoted(state: ScannerState, quote: number): void {
  const { isKeyAllowed, pos, line } = state
  const isRequired = isKeyRequired(state)
  const node = scalarNodeAt(state, quote === 0x22 ? 'double' : 'single')
  if (isKeyAllowed) beginPossibleKey(state)
  state.isKeyAllowed = false
  node.value = readQuoted(state, quote)
  if (isKeyAllowed) pushPossibleKey(state, node, { pos, line, column: node.column - 1, isRequired })
  else pushScalar(state, node)
}

/** Scans a scalar without quotes. */
export function scanPlain(state: ScannerState): void {
  const { isKeyAllowed, pos, line, column } = state
  const isRequired = isKeyRequired(state)
  if (isKeyAllowed) beginPossibleKey(state)
  state.isKeyAllowed = false
  const node = plainNode(readPlain(state), line, column)
  if (node.tag === Tag.merge || isNoJsonNumber(node)) state.mustResolve = true
  if (isKeyAllowed) pushPossibleKey(state, node, { pos, line, column, isRequired })
  else pushScalar(state, node)
}

function pushScalar(state: ScannerState, node: YamlNode): void {
  state.queue.push(Token.scalar, node.line, node.column - 1, node)
}

/** A scalar with its colon behind it is one token; else a colon may still come, unless the line or the element ends. */
function pushPossibleKey(state: ScannerState, node: YamlNode, key: Mark & { isRequired: boolean }): void {
  const { text, pos } = state
  let next = pos
  while (isBlank(text.charCodeAt(next))) next++
  const code = text.charCodeAt(next)
  if (code === 0x3a && isColon(state, next)) {
    state.pos = next
    if (mayEndKey(state, key)) return pushEntry(state, node)
    state.pos = pos
  }
  if (key.isRequired || !endsElement(state, code)) savePossibleKeyAt(state, key, key.isRequired)
  pushScalar(state, node)
}

function isColon({ text, flowLevel }: ScannerState, pos: number): boolean {
  return flowLevel > 0 || isBlankOrEnd(text.charCodeAt(pos + 1))
}

/**
 * Whether no colon for a key before this character can come any more. Outside of all collections the key stays possible a little
 * longer, as go-yaml then looks at one more token behind the first document.
 */
function endsElement({ flowLevel, indent }: ScannerState, code: number): boolean {
  if (flowLevel > 0 && (code === 0x2c || code === 0x5d || code === 0x7d)) return true
  return (flowLevel > 0 || indent >= 0) && (isBreakOrEnd(code) || code === 0x23)
}

/** The token stands where the colon does; the node knows where the key is. */
function pushEntry(state: ScannerState, node: YamlNode): void {
  if (state.dialect === 'configuration' && isNoText(node)) state.mustResolve = true
  const isFirst = enterBlock(state, node.column - 1)
  state.queue.push(isFirst ? Token.mapEntry : Token.entry, state.line, state.column, node)
  state.pos++
}

/** Infinity and NaN; their words have an "n", which no other float has. */
function isNoJsonNumber({ tag, value }: YamlNode): boolean {
  return tag === Tag.float && /n/i.test(value)
}

function isNoText({ style, value }: YamlNode): boolean {
  return style === 'plain' && resolvePlain11(value).tag !== Tag.string
}
