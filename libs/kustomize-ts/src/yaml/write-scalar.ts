/** What a text allows, by the rules of libyaml's emitter. */
export interface ScalarAnalysis {
  readonly multiline: boolean
  readonly plainAllowed: boolean
  readonly singleAllowed: boolean
  readonly blockAllowed: boolean
}

/** Where a scalar is written: the column where it starts, the indentation of continued lines, and whether it is a key. */
export interface ScalarContext {
  readonly column: number
  readonly indent: number
  readonly isKey: boolean
  /** Long lines stay as they are. */
  readonly unfolded?: boolean
}

const foldAfter = 80
const breaks = /[\n\r\u0085\u2028\u2029]/
const unprintable = /[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/
const simple = /^[A-Za-z0-9_./][A-Za-z0-9_./-]*$/

const nothingSpecial: ScalarAnalysis = {
  multiline: false,
  plainAllowed: true,
  singleAllowed: true,
  blockAllowed: true,
}

/** Looks at a text once and says which styles can hold it. */
export function analyzeScalar(text: string): ScalarAnalysis {
  if (simple.test(text) && !text.startsWith('...')) return nothingSpecial
  if (text === '') return { multiline: false, plainAllowed: true, singleAllowed: true, blockAllowed: false }
  const multiline = breaks.test(text)
  const trailingSpace = text.endsWith(' ')
  const breakSpace = /[\n\r\u0085\u2028\u2029] /.test(text)
  const special = unprintable.test(text) || / [\n\r\u0085\u2028\u2029]/.test(text)
  const edges = trailingSpace || text.startsWith(' ') || multiline
  return {
    multiline,
    plainAllowed: !edges && !special && !hasIndicator(text),
    singleAllowed: !breakSpace && !special,
    blockAllowed: !trailingSpace && !special,
  }
}

function hasIndicator(text: string): boolean {
  if (/^(?:---|\.\.\.)/.test(text) || /^[#,[\]{}&*!|>'"%@`]/.test(text)) return true
  return /^[?:-](?:[ \t]|$)/.test(text) || /:(?:[ \t]|$)/.test(text) || /[ \t\0]#/.test(text)
}

interface WriteOptions {
  readonly style: 'literal' | 'plain' | 'double' | 'single'
  readonly analysis: ScalarAnalysis
  readonly context: ScalarContext
}

/** The text of a scalar in the wanted style, or in the next one that can hold it. A literal ends with its line break. */
export function writeScalar(text: string, options: WriteOptions): string {
  const { analysis, context } = options
  let style: 'literal' | 'plain' | 'single' | 'double' = options.style
  if (context.isKey && analysis.multiline) style = 'double'
  if (style === 'plain' && (!analysis.plainAllowed || (text === '' && context.isKey))) style = 'single'
  if (style === 'single' && !analysis.singleAllowed) style = 'double'
  if (style === 'literal' && (!analysis.blockAllowed || context.isKey)) style = 'double'
  if (style === 'plain') return foldPlain(text, context)
  if (style === 'single') return writeSingle(text, context)
  return style === 'double' ? writeDouble(text, context) : writeLiteral(text, context)
}

function foldPlain(text: string, context: ScalarContext): string {
  if (context.isKey || context.unfolded === true || context.column + text.length <= foldAfter) return text
  return fold(text, { ...context, isPlain: true })
}

function writeSingle(text: string, context: ScalarContext): string {
  const body = text.replaceAll("'", "''")
  const folded =
    context.isKey || context.unfolded === true
      ? body
      : fold(body, { column: context.column + 1, indent: context.indent, isPlain: false })
  return `'${folded}'`
}

interface FoldOptions {
  readonly column: number
  readonly indent: number
  readonly isPlain: boolean
}

/** Breaks a line at a single space once it is longer than 80 columns, and indents after line breaks of Unicode. */
function fold(text: string, options: FoldOptions): string {
  let { column } = options
  let result = ''
  let previousSpace = false
  let isAfterBreak = false
  const characters = [...text]
  for (const [index, character] of characters.entries()) {
    const isSpace = character === ' '
    const isBreak = character === '\u2028' || character === '\u2029'
    if (isAfterBreak && !isBreak) {
      result += ' '.repeat(options.indent)
      column = options.indent
    }
    isAfterBreak = isBreak
    const isEdge = !options.isPlain && (index === 0 || index === characters.length - 1)
    if (isSpace && !previousSpace && column > foldAfter && !isEdge && characters[index + 1] !== ' ') {
      result += `\n${' '.repeat(options.indent)}`
      column = options.indent
    } else {
      result += character
      column = isBreak ? 0 : column + 1
    }
    previousSpace = isSpace
  }
  return result
}

const shortEscapes = new Map([
  [0x00, '0'],
  [0x07, 'a'],
  [0x08, 'b'],
  [0x09, 't'],
  [0x0a, 'n'],
  [0x0b, 'v'],
  [0x0c, 'f'],
  [0x0d, 'r'],
  [0x1b, 'e'],
  [0x22, '"'],
  [0x5c, '\\'],
  [0x85, 'N'],
  [0xa0, '_'],
  [0x2028, 'L'],
  [0x2029, 'P'],
])

const mustEscape =
  /[^\u0020\u0021\u0023-\u005b\u005d-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u

function writeDouble(text: string, context: ScalarContext): string {
  const characters = [...text]
  const hasBom = text.startsWith('\ufeff')
  let column = context.column + 1
  let result = '"'
  let previousSpace = false
  for (const [index, character] of characters.entries()) {
    const isEdge = index === 0 || index === characters.length - 1
    const mayFold = !context.isKey && context.unfolded !== true
    if (character === ' ' && mayFold && !hasBom && !previousSpace && column > foldAfter && !isEdge) {
      result += `\n${' '.repeat(context.indent)}`
      column = context.indent
      if (characters[index + 1] === ' ') {
        result += '\\'
        column++
      }
      previousSpace = true
      continue
    }
    const written = hasBom || mustEscape.test(character) ? escapeCharacter(character) : character
    result += written
    column += written.length === 1 || written.startsWith('\\') ? written.length : 1
    previousSpace = character === ' '
  }
  return `${result}"`
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) as number
  const short = shortEscapes.get(code)
  if (short !== undefined) return `\\${short}`
  const hex = code.toString(16).toUpperCase()
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

function writeLiteral(text: string, context: ScalarContext): string {
  const indent = ' '.repeat(context.indent)
  const hint = /^[ \n\r\u0085\u2028\u2029]/.test(text) ? '2' : ''
  const chomp = chompHint(text)
  const body = text.split(/(?<=[\n\u0085\u2028\u2029]|\r(?!\n))/)
  let result = `|${hint}${chomp}\n`
  for (const line of body) result += breaks.test(line[0] ?? '') ? line : indent + line
  return breaks.test(result.at(-1) ?? '') ? result : `${result}\n`
}

function chompHint(text: string): string {
  if (!breaks.test(text.at(-1) ?? '')) return '-'
  return text.length === 1 || breaks.test(text.at(-2) ?? '') ? '+' : ''
}
