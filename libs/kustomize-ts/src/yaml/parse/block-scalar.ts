import { isBlank, isBreak, isBreakOrEnd, isDigit } from './characters.ts'
import { skipComment } from './blank-space.ts'
import type { Mark, ScannerState } from './scanner-state.ts'

/** What stands behind the bar or the angle bracket. */
interface Header {
  readonly chomp: 'clip' | 'strip' | 'keep'
  /** Columns of indentation below the block around it; 0 when the first line decides. */
  readonly indent: number
}

/** Reads a literal (`|`) or folded (`>`) scalar, from its sign to the first line that is not its own. */
export function readBlockScalar(state: ScannerState, isLiteral: boolean): string {
  const start = state.mark()
  state.pos++
  const header = readHeader(state)
  finishHeaderLine(state)
  let breaks = ''
  let indent = header.indent === 0 ? 0 : Math.max(state.indent, 0) + header.indent
  if (indent === 0) {
    const found = findIndent(state, start)
    indent = found.indent
    breaks = found.breaks
  } else {
    breaks = skipIndent(state, indent, start)
  }
  return readLines(state, { indent, isLiteral, chomp: header.chomp, breaks, start })
}

function readHeader(state: ScannerState): Header {
  let chomp = readChomp(state)
  const indent = readIndent(state)
  if (chomp === undefined && indent > 0) chomp = readChomp(state)
  return { chomp: chomp ?? 'clip', indent }
}

function readChomp(state: ScannerState): 'strip' | 'keep' | undefined {
  const code = state.text.charCodeAt(state.pos)
  if (code !== 0x2b && code !== 0x2d) return undefined
  state.pos++
  return code === 0x2b ? 'keep' : 'strip'
}

function readIndent(state: ScannerState): number {
  const code = state.text.charCodeAt(state.pos)
  if (!isDigit(code)) return 0
  if (code === 0x30) throw state.refusal('The indentation of a block text must be 1 to 9: found 0')
  state.pos++
  return code - 0x30
}

function finishHeaderLine(state: ScannerState): void {
  const { text } = state
  while (isBlank(text.charCodeAt(state.pos))) state.pos++
  if (text.charCodeAt(state.pos) === 0x23) skipComment(state)
  const code = text.charCodeAt(state.pos)
  if (!isBreakOrEnd(code)) {
    throw state.refusal(
      `A block text begins in the line below its sign: found "${text.charAt(state.pos)}" behind it`,
    )
  }
  if (code !== 0) state.skipBreak()
}

/** The deepest of the empty lines and the first other one decide, and it is deeper than the block around it. */
function findIndent(state: ScannerState, start: Mark): { indent: number; breaks: string } {
  const { text } = state
  let deepest = 0
  let breaks = ''
  for (;;) {
    while (text.charCodeAt(state.pos) === 0x20) state.pos++
    deepest = Math.max(deepest, state.pos - state.lineStart)
    const code = text.charCodeAt(state.pos)
    if (code === 0x09) throw tabInIndent(state, start)
    if (!isBreak(code)) return { indent: Math.max(deepest, state.indent + 1, 1), breaks }
    breaks += state.readBreak()
  }
}

/** Moves past empty lines and the indentation of the next other one, and gives the line breaks. */
function skipIndent(state: ScannerState, indent: number, start: Mark): string {
  const { text } = state
  let breaks = ''
  for (;;) {
    const full = state.lineStart + indent
    while (state.pos < full && text.charCodeAt(state.pos) === 0x20) state.pos++
    const code = text.charCodeAt(state.pos)
    if (code === 0x09 && state.pos < full) throw tabInIndent(state, start)
    if (!isBreak(code)) return breaks
    breaks += state.readBreak()
  }
}

function tabInIndent(state: ScannerState, start: Mark): Error {
  return state.refusal('A block text must be indented with spaces: found a tab', start)
}

interface Lines {
  readonly indent: number
  readonly isLiteral: boolean
  readonly chomp: Header['chomp']
  /** Line breaks in front of the first line. */
  readonly breaks: string
  readonly start: Mark
}

function readLines(state: ScannerState, { indent, isLiteral, chomp, breaks, start }: Lines): string {
  const { text } = state
  let result = ''
  let lineBreak = ''
  let emptyLines = breaks
  let wasMoreIndented = false
  while (state.pos - state.lineStart === indent && text.charCodeAt(state.pos) !== 0) {
    const isMoreIndented = isBlank(text.charCodeAt(state.pos))
    if (!isLiteral && lineBreak === '\n' && !wasMoreIndented && !isMoreIndented) {
      if (emptyLines === '') result += ' '
    } else {
      result += lineBreak
    }
    result += emptyLines
    wasMoreIndented = isMoreIndented
    const begin = state.pos
    skipLine(state)
    result += text.slice(begin, state.pos)
    lineBreak = isBreak(text.charCodeAt(state.pos)) ? state.readBreak() : ''
    emptyLines = skipIndent(state, indent, start)
  }
  if (chomp !== 'strip') result += lineBreak
  return chomp === 'keep' ? result + emptyLines : result
}

function skipLine(state: ScannerState): void {
  const { text } = state
  if (state.hasSimpleBreaks) {
    const end = text.indexOf('\n', state.pos)
    state.pos = end < 0 ? text.length - 1 : end
  } else {
    while (!isBreakOrEnd(text.charCodeAt(state.pos))) state.pos++
  }
}
