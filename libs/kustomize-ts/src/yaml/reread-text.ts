import { fail } from '../kustomize-error.ts'
import type { YamlNode } from './node.ts'
import { analyzeScalar } from './write-scalar.ts'

/**
 * A text after Kustomize has written it and read it again, which it does with every resource, outside of braces and brackets.
 * Only blocks can change: folded ones, and those that begin with a tab, where it cannot tell their indentation.
 */
export function rereadText({ value, style, line, column }: YamlNode): string {
  const isFolded = style === 'folded'
  if (!isFolded && value.codePointAt(0) !== tab) return value
  const isBlock = isFolded || style === 'literal' || (style === 'plain' && value.includes('\n'))
  if (!isBlock || !isBlockAllowed(value)) return value
  if (value.codePointAt(0) === tab)
    throw fail('invalid-resource', 'A text of several lines must not begin with a tab', { line, column })
  return isFolded ? refold(value) : value
}

const tab = 9

/** Whether a block can hold a text, where, unlike in the result, tabs are fine; else it gets quotes. */
function isBlockAllowed(text: string): boolean {
  return analyzeScalar(text.replaceAll('\t', 't')).blockAllowed
}

/**
 * The writer decides by the beginning of the text, not by the next line, whether a line break must be doubled. So a line that
 * is indented deeper gets an empty line before it, a text that begins with a space loses line breaks, and one that ends with
 * several gains one.
 */
function refold(text: string): string {
  return readFolded(writeFolded(text), chomping(text))
}

type Chomping = 'strip' | 'clip' | 'keep'

const isBreak = (character: string | undefined) =>
  character === '\n' || character === '\u2028' || character === '\u2029'
const isBlank = (character: string | undefined) => character === ' ' || character === '\t'

function chomping(text: string): Chomping {
  if (!isBreak(text.at(-1))) return 'strip'
  return text.length === 1 || isBreak(text.at(-2)) ? 'keep' : 'clip'
}

/** The lines of a folded scalar without their indentation. */
function writeFolded(text: string): string {
  const start = text.search(/[^\n\u2028\u2029]/)
  const doublesBreaks = start >= 0 && !isBlank(text[start])
  let result = ''
  let isLineStart = true
  let isIndentedLine = true
  for (const character of text) {
    if (isBreak(character)) {
      if (!isLineStart && !isIndentedLine && character === '\n' && doublesBreaks) result += '\n'
      isLineStart = true
    } else {
      if (isLineStart) isIndentedLine = isBlank(character)
      isLineStart = false
    }
    result += character
  }
  return result
}

/** Folds lines as YAML says: a single break between lines that are not indented deeper becomes a space. */
function readFolded(written: string, chomp: Chomping): string {
  let result = ''
  let lineBreak = ''
  let isAfterIndented = false
  let moreBreaks = /^[\n\u2028\u2029]*/.exec(written)?.[0] ?? ''
  for (const [, line = '', end = '', more = ''] of written
    .slice(moreBreaks.length)
    .matchAll(/([^\n\u2028\u2029]+)([\n\u2028\u2029]?)([\n\u2028\u2029]*)/g)) {
    const isIndented = isBlank(line[0])
    if (lineBreak === '\n' && !isAfterIndented && !isIndented) result += moreBreaks === '' ? ' ' : ''
    else result += lineBreak
    result += moreBreaks + line
    lineBreak = end
    moreBreaks = more
    isAfterIndented = isIndented
  }
  if (chomp === 'strip') return result
  return chomp === 'clip' ? result + lineBreak : result + lineBreak + moreBreaks
}
