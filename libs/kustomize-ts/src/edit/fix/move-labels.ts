import { collectionOf, columnOf, lineStart } from '../text/collection.ts'
import { indentationOf } from '../text/reconcile.ts'
import type { TextEdit } from '../text/text-edit.ts'
import { endOf, isBlock, isMap, isSeq, nextLine, startOf } from '../text/yaml-text.ts'
import type { Pair, YamlText, YAMLMap } from '../text/yaml-text.ts'
import { commentBehind, findField, insertBelow, linesOf, removeField, shiftLine } from './move-list.ts'

/** Moves `commonLabels` to an entry of `labels` that means the same, with the comments in it. */
export function moveLabels(yaml: YamlText): TextEdit[] {
  const root = yaml.document.contents
  if (!isMap(root) || !isBlock(root)) return []
  const source = findField(root, 'commonLabels')
  if (source === undefined || !isMap(source.value) || source.value.items.length === 0) return []
  const target = findField(root, 'labels')
  if (target !== undefined && isSeq(target.value) && target.value.items.length > 0) {
    if (!isBlock(target.value)) return []
    const margin = columnOf(yaml, collectionOf(yaml, target.value))
    const lines = entryLines(yaml, source, source.value, { margin, comment: commentBehind(yaml, source) })
    return lines === undefined
      ? []
      : [removeLines(yaml, source, source.value), insertBelow(yaml, endOf(target.value), lines)]
  }
  const margin = columnOf(yaml, collectionOf(yaml, root)) + indentationOf(yaml).list
  const lines = entryLines(yaml, source, source.value, { margin, comment: '' })
  if (lines === undefined) return []
  return [replaceField(yaml, source, source.value, lines), ...(target ? removeField(yaml, root, target) : [])]
}

/** The lines of the entry; undefined where the map stands in a way that cannot be moved. */
function entryLines(
  { text }: YamlText,
  source: Pair,
  map: YAMLMap,
  { margin, comment }: { readonly margin: number; readonly comment: string },
): string[] | undefined {
  const indent = ' '.repeat(margin)
  const head = [`${indent}- includeSelectors: true`]
  const behind = comment === '' ? '' : ` ${comment}`
  if (!isBlock(map)) {
    const value = text.slice(startOf(map), endOf(map))
    return value.includes('\n') ? undefined : [...head, `${indent}  pairs: ${value}${behind}`]
  }
  const start = nextLine(text, endOf(source.key))
  if (startOf(map) < start) return undefined
  const column = startOf(map) - lineStart(text, startOf(map))
  const lines = linesOf(text.slice(start, nextLine(text, endOf(map))))
  return [...head, `${indent}  pairs:${behind}`, ...lines.map((line) => shiftLine(line, margin + 4 - column))]
}

function removeLines({ text }: YamlText, { key }: Pair, map: YAMLMap): TextEdit {
  const offset = lineStart(text, startOf(key))
  return { offset, length: nextLine(text, endOf(map)) - offset, content: '' }
}

/** The field with another name and its entry; the comment behind its key, or behind a map in braces, stays there. */
function replaceField(yaml: YamlText, source: Pair, map: YAMLMap, lines: readonly string[]): TextEdit {
  const { text, eol } = yaml
  const offset = startOf(source.key)
  if (!isBlock(map)) return { offset, length: endOf(map) - offset, content: ['labels:', ...lines].join(eol) }
  const end = nextLine(text, endOf(map))
  const comment = commentBehind(yaml, source)
  const content = [`labels:${comment === '' ? '' : ` ${comment}`}`, ...lines].join(eol)
  return { offset, length: end - offset, content: content + (text[end - 1] === '\n' ? eol : '') }
}
