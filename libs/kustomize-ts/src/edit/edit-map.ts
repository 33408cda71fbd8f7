import type { TextEdit } from './text-edit.ts'
import {
  endOf,
  indentOf,
  isBlock,
  isEmpty,
  isScalar,
  nextLine,
  startOf,
  valueRange,
  writeScalar,
} from './yaml-text.ts'
import type { Pair, YamlText, YAMLMap } from './yaml-text.ts'

/** Gives a pair another value; quotes stay as they are. */
export function setValue({ text }: YamlText, pair: Pair, value: string): TextEdit {
  const { offset, end } = valueRange(text, pair)
  return {
    offset,
    length: end - offset,
    content: (isEmpty(pair.value) ? ' ' : '') + writeLike(text, pair.value, value),
  }
}

/** Writes a scalar anew, in the style in which it was. */
export function replaceScalar({ text }: YamlText, node: unknown, value: string): TextEdit {
  const offset = startOf(node)
  return { offset, length: endOf(node) - offset, content: writeLike(text, node, value) }
}

/** Gives a pair another key and another value, in its place. */
export function replacePair({ text }: YamlText, pair: Pair, key: string, value: string): TextEdit {
  const offset = startOf(pair.key)
  const content = `${writeKeyLike(pair, key)}: ${writeLike(text, pair.value, value)}`
  return { offset, length: valueRange(text, pair).end - offset, content }
}

/** Adds pairs after the last one of a map that has some. */
export function addPairs(yaml: YamlText, map: YAMLMap, pairs: readonly [string, string][]): TextEdit {
  if (isBlock(map)) {
    const indent = ' '.repeat(indentOf(map))
    return insertLines(
      yaml,
      endOf(map),
      pairs.map(([key, value]) => `${indent}${key}: ${writeScalar(value)}`),
    )
  }
  const last = map.items.at(-1)
  const content = pairs.map(([key, value]) => `, ${writeKeyLike(last, key)}: ${writeFlow(last, value)}`)
  const offset = last ? valueRange(yaml.text, last).end : startOf(map) + 1
  return { offset, length: 0, content: content.join('') }
}

/** Takes a pair out of a map that has others; in block style its line goes. */
export function removePair({ text }: YamlText, map: YAMLMap, pair: Pair): TextEdit {
  const index = map.items.indexOf(pair)
  const [before, after] = [map.items[index - 1], map.items[index + 1]]
  let [offset, end] = [startOf(pair.key), valueRange(text, pair).end]
  if (!before) end = startOf(after?.key)
  else if (isBlock(map)) [offset, end] = [text.lastIndexOf('\n', offset) + 1, nextLine(text, end)]
  else offset = valueRange(text, before).end
  return { offset, length: end - offset, content: '' }
}

/** Inserts whole lines after the one in which `offset` lies. */
export function insertLines({ text, eol }: YamlText, offset: number, lines: readonly string[]): TextEdit {
  const at = nextLine(text, offset)
  const unfinished = at > 0 && text[at - 1] !== '\n'
  const content = unfinished ? lines.map((line) => eol + line) : lines.map((line) => line + eol)
  return { offset: at, length: 0, content: content.join('') }
}

function writeKeyLike(pair: Pair | undefined, key: string): string {
  return isQuoted(pair?.key) ? JSON.stringify(key) : key
}

function writeFlow(neighbour: Pair | undefined, value: string): string {
  return isQuoted(neighbour?.value) ? JSON.stringify(value) : writeScalar(value)
}

function isQuoted(node: unknown): boolean {
  return isScalar(node) && node.type === 'QUOTE_DOUBLE'
}

function writeLike(text: string, node: unknown, value: string): string {
  switch (isScalar(node) ? node.type : undefined) {
    case 'QUOTE_DOUBLE':
      return JSON.stringify(value)
    case 'QUOTE_SINGLE':
      return `'${value.replaceAll("'", "''")}'`
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      // A block scalar's range takes in the end of its last line.
      return writeScalar(value) + (/\r?\n$/.exec(text.slice(0, endOf(node)))?.[0] ?? '')
    default:
      return writeScalar(value)
  }
}
