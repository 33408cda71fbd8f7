import { fail } from '../kustomize-error.ts'
import { resolveAnchors } from './anchors.ts'
import { getField, getText } from './fields.ts'
import { isMissingOrNull, type YamlNode } from './node.ts'
import { parseFirst } from './parse.ts'

const separator = /\n---[^\n]*\n/g
const goSpace = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*/

/** How a text is divided. */
export interface DocumentOptions {
  /** Whether only the first document counts: Kustomize looks for separators in bytes, so it finds none in UTF-16. */
  readonly isWhole?: boolean
}

/**
 * The documents of a YAML text as Kustomize reads resources: split at lines that begin with `---`, empty ones left out, a
 * single `List` opened, anchors resolved. Throws `invalid-yaml`.
 */
export function readDocuments(text: string, { isWhole = false }: DocumentOptions = {}): YamlNode[] {
  const pieces = isWhole ? [{ text, line: 1 }] : splitDocuments(text.replaceAll('\r\n', '\n'))
  const nodes: YamlNode[] = []
  let mustResolve = false
  for (const piece of pieces) {
    const { root, ...found } = parseFirst(piece.text, { firstLine: piece.line })
    if (isMissingOrNull(root)) continue
    mustResolve ||= found.mustResolve
    if (pieces.length === 1 && isOpenList(root)) nodes.push(...(getField(root, 'items')?.content ?? []))
    else nodes.push(root)
  }
  return mustResolve ? nodes.map(resolveAnchors) : nodes
}

function isOpenList(node: YamlNode): boolean {
  const kind = getText(node, 'kind')
  if (kind !== 'List' && kind !== 'ResourceList') return false
  return getField(node, 'items') !== undefined || getField(node, 'functionConfig') !== undefined
}

interface Piece {
  readonly text: string
  readonly line: number
}

function splitDocuments(text: string): Piece[] {
  if (text === '') return []
  const pieces: Piece[] = []
  let start = 0
  let line = 1
  for (const match of text.matchAll(separator)) {
    const separatorLine = line + countBreaks(text, start, match.index + 1)
    refuseContent(match[0], separatorLine)
    // With the line break before the separator, which a text at the end of the document needs.
    pieces.push({ text: text.slice(start, match.index + 1), line })
    start = match.index + match[0].length
    line = separatorLine + 1
  }
  pieces.push({ text: text.slice(start), line })
  return pieces
}

function refuseContent(separatorText: string, line: number): void {
  const after = separatorText.slice('\n---'.length).replace(goSpace, '')
  if (after === '' || after.startsWith('#')) return
  throw fail(
    'invalid-yaml',
    `A document separator must stand alone in its line: found "${separatorText.trim()}"`,
    { line, column: 1 },
  )
}

function countBreaks(text: string, start: number, end: number): number {
  let count = 0
  for (
    let index = text.indexOf('\n', start);
    index >= 0 && index < end;
    index = text.indexOf('\n', index + 1)
  ) {
    count++
  }
  return count
}
