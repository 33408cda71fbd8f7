import { collectionOf, columnOf, lineStart } from '../text/collection.ts'
import { removeEntry } from '../text/remove-entry.ts'
import type { TextEdit } from '../text/text-edit.ts'
import { endOf, isBlock, isMap, isSeq, nextLine, quote, startOf } from '../text/yaml-text.ts'
import type { Pair, YamlText, YAMLMap, YAMLSeq } from '../text/yaml-text.ts'

/**
 * Moves the items of a top-level list to another one, with the comments in it. Without another one, the field gets its name.
 * No edits where the text has a shape that this cannot be done for; the data still moves then.
 */
export function moveList(yaml: YamlText, from: string, to: string): TextEdit[] {
  const root = yaml.document.contents
  if (!isMap(root) || !isBlock(root)) return []
  const source = findField(root, from)
  if (source === undefined || !isSeq(source.value) || source.value.items.length === 0) return []
  const target = findField(root, to)
  if (target === undefined) return [renameKey(source, to)]
  if (!isSeq(target.value) || target.value.items.length === 0) {
    return [renameKey(source, to), ...removeField(yaml, root, target)]
  }
  if (!isBlock(source.value) || !isBlock(target.value)) return []
  return moveItems(yaml, { source, list: source.value, target: target.value })
}

/** A pair of a map with known fields, in any case; of several the last one. */
export function findField(map: YAMLMap, name: string): Pair | undefined {
  return map.items.findLast((pair) => keyText(pair).toLowerCase() === name.toLowerCase())
}

function keyText({ key }: Pair): string {
  return String((key as { value?: unknown } | null)?.value ?? '')
}

/** Gives a key another name. */
export function renameKey({ key }: Pair, name: string): TextEdit {
  const isQuoted = (key as { type?: string }).type?.startsWith('QUOTE') === true
  return { offset: startOf(key), length: endOf(key) - startOf(key), content: isQuoted ? quote(name) : name }
}

/** Takes a field out of a map that has others. */
export function removeField(yaml: YamlText, map: YAMLMap, pair: Pair): TextEdit[] {
  return removeEntry(yaml, collectionOf(yaml, map), map.items.indexOf(pair))
}

interface Move {
  readonly source: Pair
  readonly list: YAMLSeq
  readonly target: YAMLSeq
}

function moveItems(yaml: YamlText, { source, list, target }: Move): TextEdit[] {
  const { text } = yaml
  const margin = columnOf(yaml, collectionOf(yaml, target))
  const shift = margin - columnOf(yaml, collectionOf(yaml, list))
  const start = nextLine(text, endOf(source.key))
  const end = nextLine(text, endOf(list))
  const comment = commentBehind(yaml, source)
  const head = comment === '' ? [] : [`${' '.repeat(margin)}${comment}`]
  const lines = [...head, ...linesOf(text.slice(start, end)).map((line) => shiftLine(line, shift))]
  const from = lineStart(text, startOf(source.key))
  return [{ offset: from, length: end - from, content: '' }, insertBelow(yaml, endOf(target), lines)]
}

/** The comment on the line of a key. */
export function commentBehind({ text }: YamlText, { key }: Pair): string {
  return /[ \t](#[^\r\n]*)/.exec(text.slice(endOf(key), nextLine(text, endOf(key))))?.[1] ?? ''
}

/** Whole lines behind the one of an offset. */
export function insertBelow({ text, eol }: YamlText, offset: number, lines: readonly string[]): TextEdit {
  const at = nextLine(text, offset)
  const isUnfinished = text[at - 1] !== '\n'
  const content = lines.map((line) => (isUnfinished ? eol + line : line + eol)).join('')
  return { offset: at, length: 0, content }
}

/** The lines of a text without their ends. */
export function linesOf(text: string): string[] {
  return text.replace(/\r?\n$/, '').split(/\r?\n/)
}

/** A line further to the right, or to the left as far as it has spaces; an empty one stays. */
export function shiftLine(line: string, columns: number): string {
  if (line.trim() === '') return line
  if (columns >= 0) return ' '.repeat(columns) + line
  const spaces = /^ */.exec(line)?.[0].length ?? 0
  return line.slice(Math.min(spaces, -columns))
}
