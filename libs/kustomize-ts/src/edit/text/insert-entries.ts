import type { Value } from '../../yaml/value.ts'
import { beginsLine, columnOf, type Collection, type Entry } from './collection.ts'
import { insertLines } from './insert-lines.ts'
import type { TextEdit } from './text-edit.ts'
import { writeFlow, writeFlowPair, writeItem, writePair, type Indentation } from './write-value.ts'
import { isBlock, isMap, isScalar, startOf, type YamlText } from './yaml-text.ts'

/** What comes into a collection: items of a list, or pairs of a map. */
export type NewEntries =
  | { readonly items: readonly Value[] }
  | { readonly pairs: readonly (readonly [string, Value])[] }

/** Where and how new entries are written. */
export interface Insertion {
  /** The index of the entry behind which they come; -1 for the beginning. */
  readonly after: number
  readonly entries: NewEntries
  readonly indentation: Indentation
}

/** Inserts entries in the style of their neighbours: block or flow, on one line or one on each, quoted or not. */
export function insertEntries(yaml: YamlText, collection: Collection, insertion: Insertion): TextEdit[] {
  if (isBlock(collection.node)) return insertBlock(yaml, collection, insertion)
  const isQuoted = hasQuotes(yaml, collection, insertion.entries)
  const texts = flowTexts(insertion.entries, isQuoted)
  const { entries } = collection
  const before = entries[insertion.after]
  const next = entries[insertion.after + 1]
  if (before !== undefined) return insertAfter(yaml, before, texts)
  if (next !== undefined) return [insertBefore(yaml, next, texts)]
  return [{ offset: startOf(collection.node) + 1, length: 0, content: texts.join(', ') }]
}

function insertBlock(
  yaml: YamlText,
  collection: Collection,
  { after, entries, indentation }: Insertion,
): TextEdit[] {
  const margin = ' '.repeat(columnOf(yaml, collection))
  const lines =
    'items' in entries
      ? entries.items.flatMap((item) => writeItem(item, margin, indentation))
      : entries.pairs.flatMap(([key, value]) => writePair(key, value, margin, indentation))
  const before = collection.entries[after]
  if (before !== undefined) return [insertLines(yaml, before.end, lines)]
  const content = lines.map((line) => line.slice(margin.length) + yaml.eol + margin).join('')
  return [{ offset: collection.entries[0]?.start ?? 0, length: 0, content }]
}

function insertBefore({ text, eol }: YamlText, { start }: Entry, texts: readonly string[]): TextEdit {
  const separator = beginsLine(text, start) ? eol + marginOf(text, start) : ' '
  return { offset: start, length: 0, content: texts.map((entry) => `${entry},${separator}`).join('') }
}

/** Behind an entry that has a line for itself the new ones get lines too, below the comment of that one. */
function insertAfter({ text, eol }: YamlText, { start, end }: Entry, texts: readonly string[]): TextEdit[] {
  const rest = /^([ \t]*,)?([ \t]*#[^\r\n]*|[ \t]*)(?=\r?\n)/.exec(text.slice(end))
  if (rest === null || !beginsLine(text, start)) {
    return [{ offset: end, length: 0, content: texts.map((entry) => `, ${entry}`).join('') }]
  }
  const [line, comma] = rest
  const separator = eol + marginOf(text, start)
  const content = separator + texts.join(`,${separator}`)
  const lineEnd = end + line.length
  if (comma !== undefined) return [{ offset: lineEnd, length: 0, content: `${content},` }]
  if (line === '') return [{ offset: end, length: 0, content: `,${content}` }]
  return [
    { offset: end, length: 0, content: ',' },
    { offset: lineEnd, length: 0, content },
  ]
}

function marginOf(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
}

function flowTexts(entries: NewEntries, isQuoted: boolean): string[] {
  if ('items' in entries) return entries.items.map((item) => writeFlow(item, isQuoted))
  return entries.pairs.map(([key, value]) => writeFlowPair(key, value, isQuoted))
}

/** Neighbours decide; without any, maps and what stands in a JSON file get quotes. */
function hasQuotes(yaml: YamlText, { node }: Collection, entries: NewEntries): boolean {
  const neighbour = node.items.at(-1)
  if (neighbour === undefined) return isJson(yaml) || ('items' in entries && entries.items.some(isValueMap))
  const first = isMap(neighbour) ? neighbour.items[0] : neighbour
  const scalar = isPairLike(first) ? first.key : first
  return isScalar(scalar) ? scalar.type === 'QUOTE_DOUBLE' : isJson(yaml)
}

function isJson({ document: { contents } }: YamlText): boolean {
  return isMap(contents) && !isBlock(contents)
}

function isValueMap(value: Value): boolean {
  return value instanceof Map
}

function isPairLike(node: unknown): node is { key: unknown } {
  return typeof node === 'object' && node !== null && 'key' in node
}
