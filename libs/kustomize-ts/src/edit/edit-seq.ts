import { insertLines } from './edit-map.ts'
import type { Item } from './item.ts'
import type { TextEdit } from './text-edit.ts'
import {
  endOf,
  findPair,
  indentOf,
  isBlock,
  isEmpty,
  isMap,
  isSeq,
  startOf,
  valueRange,
  writeScalar,
} from './yaml-text.ts'
import type { Pair, YamlText, YAMLMap, YAMLSeq } from './yaml-text.ts'

/** Adds an item at the end of the list below the top-level `key`, with the list itself where there is none. */
export function addItem(yaml: YamlText, key: string, item: Item): TextEdit {
  const root = yaml.document.contents
  if (!isMap(root)) return appendLines(yaml, listLines(key, item, ''))
  const pair = findPair(root, key)
  if (isSeq(pair?.value) && pair.value.items.length > 0) return addToList(yaml, pair.value, item)
  if (isSeq(pair?.value)) {
    return { offset: startOf(pair.value) + 1, length: 0, content: flowItem(item) }
  }
  if (pair) return fillList(yaml, pair, item)
  if (isBlock(root)) {
    const margin = ' '.repeat(indentOf(root))
    return appendLines(yaml, listLines(key, item, margin, ' '.repeat(listIndent(root))))
  }
  const last = root.items.at(-1)
  const offset = last ? valueRange(yaml.text, last).end : startOf(root) + 1
  return { offset, length: 0, content: `${last ? ', ' : ''}"${key}": [${flowItem(item)}]` }
}

function addToList(yaml: YamlText, list: YAMLSeq, item: Item): TextEdit {
  if (!isBlock(list)) return { offset: endOf(list.items.at(-1)), length: 0, content: `, ${flowItem(item)}` }
  const margin = ' '.repeat(indentOf(list))
  return insertLines(yaml, endOf(list), itemLines(item, margin))
}

/** A key without a value gets its list on the same line, where no comment can come between. */
function fillList({ text }: YamlText, pair: Pair, item: Item): TextEdit {
  const { offset, end } = valueRange(text, pair)
  const gap = isEmpty(pair.value) ? ' ' : ''
  return { offset, length: end - offset, content: `${gap}[${flowItem(item)}]` }
}

/** Before `...` where the document ends so, else at the end of the text. */
function appendLines(yaml: YamlText, lines: readonly string[]): TextEdit {
  const from = yaml.document.contents?.range[1] ?? 0
  const marker = yaml.text.slice(from).search(/^\.\.\.(\s|$)/m)
  return insertLines(yaml, marker === -1 ? yaml.text.length : from + marker, lines)
}

function listLines(key: string, item: Item, margin: string, indent: string = ''): string[] {
  return [`${margin}${key}:`, ...itemLines(item, margin + indent)]
}

function itemLines(item: Item, margin: string): string[] {
  return Object.entries(item).map(
    ([key, value], index) => `${margin}${index === 0 ? '- ' : '  '}${key}: ${write(value)}`,
  )
}

function flowItem(item: Item): string {
  const pairs = Object.entries(item).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`)
  return `{${pairs.join(', ')}}`
}

/** Lists are indented as the first one in the file is; without one, not at all, as Kustomize writes them. */
function listIndent(root: YAMLMap): number {
  const list = root.items.map((pair) => pair.value).find((value) => isSeq(value) && isBlock(value))
  return isSeq(list) ? indentOf(list) - indentOf(root) : 0
}

function write(value: string | number): string {
  return typeof value === 'number' ? String(value) : writeScalar(value)
}
