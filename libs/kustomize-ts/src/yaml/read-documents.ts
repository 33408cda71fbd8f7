import { fail } from '../kustomize-error.ts'
import { resolveAnchors } from './anchors.ts'
import { getField, getText } from './fields.ts'
import { isMissingOrNull, type YamlNode } from './node.ts'
import { parseDocument } from './parse.ts'

const separator = /\n---.*\n/g

/**
 * The documents of a YAML text as Kustomize reads resources: split at lines that begin with `---`, empty ones left out, a
 * single `List` opened, anchors resolved. Throws `invalid-yaml`.
 */
export function readDocuments(text: string): YamlNode[] {
  const pieces = splitDocuments(text.replaceAll('\r\n', '\n'))
  const nodes: YamlNode[] = []
  for (const piece of pieces) {
    const node = parseDocument(piece.text, piece.line)
    if (isMissingOrNull(node)) continue
    if (pieces.length === 1 && isOpenList(node)) nodes.push(...(getField(node, 'items')?.content ?? []))
    else nodes.push(node)
  }
  return nodes.map(resolveAnchors)
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
    const after = match[0].slice(4).trim()
    const separatorLine = line + countLines(text.slice(start, match.index)) + 1
    if (after !== '' && !after.startsWith('#')) {
      throw fail(
        'invalid-yaml',
        `A document separator must stand alone in its line: found "${match[0].trim()}"`,
        {
          line: separatorLine,
          column: 1,
        },
      )
    }
    pieces.push({ text: `${text.slice(start, match.index)}\n`, line })
    start = match.index + match[0].length
    line = separatorLine + 1
  }
  pieces.push({ text: text.slice(start), line })
  return pieces
}

function countLines(text: string): number {
  let count = 0
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) count++
  return count
}
