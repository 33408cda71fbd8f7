import type { TextEdit } from './text-edit.ts'
import { endOf, isEmpty, isScalar, quote, startOf, valueRange, writeScalar } from './yaml-text.ts'
import type { Pair, YamlText } from './yaml-text.ts'

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

function writeKeyLike(pair: Pair | undefined, key: string): string {
  return isQuoted(pair?.key) ? quote(key) : writeScalar(key)
}

function isQuoted(node: unknown): boolean {
  return isScalar(node) && node.type === 'QUOTE_DOUBLE'
}

function writeLike(text: string, node: unknown, value: string): string {
  switch (isScalar(node) ? node.type : undefined) {
    case 'QUOTE_DOUBLE':
      return quote(value)
    case 'QUOTE_SINGLE':
      return /^[ -~]*$/.test(value) ? `'${value.replaceAll("'", "''")}'` : quote(value)
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      // A block scalar's range takes in the end of its last line.
      return writeScalar(value) + (/\r?\n$/.exec(text.slice(0, endOf(node)))?.[0] ?? '')
    default:
      return writeScalar(value)
  }
}
