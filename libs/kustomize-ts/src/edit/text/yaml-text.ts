import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseAllDocuments,
  parseDocument,
  stringify,
  visit,
} from 'yaml'
import type { Alias, Document, Node, Pair, ParsedNode, YAMLMap, YAMLSeq } from 'yaml'

export { isAlias, isMap, isScalar, isSeq }
export type { Node, Pair, YAMLMap, YAMLSeq }

/** A YAML text and its parse tree, whose nodes know their offsets in it. */
export interface YamlText {
  text: string
  document: Document.Parsed
  /** How its lines end. */
  eol: '\n' | '\r\n'
  /** Where the document ends: before `...`, before the next document, or with the text. */
  end: number
}

const options = { keepSourceTokens: true, uniqueKeys: false, intAsBigInt: true } as const

/**
 * Parses the first document of a text for editing. Duplicate keys pass, as Kustomize takes them; other mistakes are in
 * `document.errors`.
 */
export function parseText(text: string): YamlText {
  const [first, second] = parseAllDocuments(text, options)
  const document = first ?? parseDocument(text, options)
  const end = second === undefined ? text.length : second.range[0]
  const from = document.contents?.range[1] ?? 0
  const marker = text.slice(from, end).search(/^\.\.\.(\s|$)/m)
  return {
    text,
    document,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    end: marker === -1 ? end : from + marker,
  }
}

/** The last pair with that key: of duplicates the last one counts. */
export function findPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.findLast((pair) => isScalar(pair.key) && pair.key.value === key)
}

/** What a scalar holds, as it was written (`1.0` stays `1.0`); `undefined` for null, for none and for a collection. */
export function scalarText(node: unknown, document: Document): string | undefined {
  const scalar = isAlias(node) ? node.resolve(document) : node
  if (!isScalar(scalar) || scalar.value === null) return undefined
  return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value))
}

/** Where a node begins. */
export function startOf(node: unknown): number {
  return (node as ParsedNode).range[0]
}

/** Where a node's content ends, before the comment on its line: block collections end with their last value. */
export function endOf(node: unknown): number {
  const last = (isMap(node) || isSeq(node)) && isBlock(node) ? node.items.at(-1) : undefined
  if (isPair(last)) return endOf(isEmpty(last.value) ? last.key : last.value)
  return last === undefined ? (node as ParsedNode).range[1] : endOf(last)
}

/** The part of the text that a pair's value takes; without one, the empty part after its colon. */
export function valueRange(text: string, pair: Pair): { offset: number; end: number } {
  if (!isEmpty(pair.value)) return { offset: startOf(pair.value), end: endOf(pair.value) }
  const colon = text.indexOf(':', endOf(pair.key))
  return { offset: colon + 1, end: colon + 1 }
}

/** Whether nothing is written for a value: the parser places such a node behind the comment on its line. */
export function isEmpty(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null && node.source === '')
}

/** Whether a node is a collection in block style. */
export function isBlock(node: YAMLMap | YAMLSeq): boolean {
  return node.flow !== true
}

/** Column (from 0) of the first key or dash of a block collection. */
export function indentOf(node: YAMLMap | YAMLSeq): number {
  const token = node.srcToken
  return token && 'indent' in token ? Math.max(token.indent, 0) : 0
}

/** Where the line after `offset` begins, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end + 1
}

/**
 * A string as one line of YAML that is read back as that string, also inside `{}` and `[]`, and also by Kustomize, whose
 * parser knows words of YAML 1.1 such as `on` and `12:30`.
 */
export function writeScalar(value: string): string {
  const plain = (['1.1', '1.2'] as const).every(
    (version) => stringify(value, { version, lineWidth: 0 }) === `${value}\n`,
  )
  return plain && /^[^\s,[\]{}<=][^\s,[\]{}]*$/.test(value) ? value : quote(value)
}

/** A string in double quotes, with escapes for all that a YAML parser refuses or takes for the end of a line. */
export function quote(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Every alias of a document. */
export function aliasesOf(document: Document): Alias[] {
  const aliases: Alias[] = []
  visit(document, { Alias: (_key, alias) => void aliases.push(alias) })
  return aliases
}
