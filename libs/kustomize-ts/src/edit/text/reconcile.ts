import { isDeepStrictEqual } from 'node:util'
import type { Value, ValueMap } from '../../yaml/value.ts'
import { alignItems } from './align-items.ts'
import { collectionOf, columnOf, isCollection } from './collection.ts'
import { replacePair, replaceScalar, setValue } from './replace-value.ts'
import { insertEntries } from './insert-entries.ts'
import { appendLines } from './insert-lines.ts'
import { isMerge, readKey, readValue } from './read-value.ts'
import { removeEntry } from './remove-entry.ts'
import type { TextEdit } from './text-edit.ts'
import { writeFlow, writePair, type Indentation } from './write-value.ts'
import { isBlock, isMap, isScalar, isSeq, startOf, valueRange } from './yaml-text.ts'
import type { Pair, YamlText, YAMLMap, YAMLSeq } from './yaml-text.ts'

/** Edits that only make sense together. */
export type EditGroup = readonly TextEdit[]

/**
 * Edits that bring a text nearer to the data that it shall hold. Each group is right alone; two whose ranges touch may not
 * be applied together. None is left when the text holds the data.
 */
export function reconcile(yaml: YamlText, wanted: ValueMap): EditGroup[] {
  const root = yaml.document.contents
  const indentation = indentationOf(yaml)
  if (isMap(root)) return reconcileMap({ yaml, indentation }, root, wanted)
  if (wanted.size === 0) return []
  return [
    [
      appendLines(
        yaml,
        [...wanted].flatMap(([key, value]) => writePair(key, value, '', indentation)),
      ),
    ],
  ]
}

interface Context {
  readonly yaml: YamlText
  readonly indentation: Indentation
}

function reconcileMap(context: Context, map: YAMLMap, wanted: ValueMap): EditGroup[] {
  const { yaml } = context
  const pairs = lastPairs(map)
  const before = readValue(yaml, map) as ValueMap
  const added = [...wanted].filter(
    ([key, value]) => !pairs.has(key) && !isDeepStrictEqual(before.get(key), value),
  )
  const removed = map.items.filter((pair) => !isMerge(pair) && !wanted.has(readKey(pair.key)))
  const changed = [...pairs].flatMap(([key, pair]) => {
    const value = wanted.get(key)
    return value === undefined ? [] : reconcilePair(context, pair, value)
  })
  const [taken] = removed
  const [given] = added
  if (taken && given && isScalar(taken.value) && typeof given[1] === 'string') {
    // In its place, so that the comment on the line of a tag stays on the line of the digest.
    return [[replacePair(yaml, taken, given[0], given[1])], ...changed]
  }
  if (added.length > 0) return [addPairs(context, map, added), ...changed]
  const collection = collectionOf(yaml, map)
  return [...changed, ...removed.map((pair) => removeEntry(yaml, collection, map.items.indexOf(pair)))]
}

/** The pairs of a map by key; of duplicates the last one counts. */
function lastPairs(map: YAMLMap): Map<string, Pair> {
  return new Map(map.items.filter((pair) => !isMerge(pair)).map((pair) => [readKey(pair.key), pair]))
}

function addPairs(
  { yaml, indentation }: Context,
  map: YAMLMap,
  pairs: readonly (readonly [string, Value])[],
): EditGroup {
  const collection = collectionOf(yaml, map)
  if (map === yaml.document.contents && isBlock(map)) {
    const margin = ' '.repeat(columnOf(yaml, collection))
    return [
      appendLines(
        yaml,
        pairs.flatMap(([key, value]) => writePair(key, value, margin, indentation)),
      ),
    ]
  }
  return insertEntries(yaml, collection, { after: map.items.length - 1, entries: { pairs }, indentation })
}

function reconcilePair(context: Context, pair: Pair, wanted: Value): EditGroup[] {
  const { yaml } = context
  const { value } = pair
  if (isDeepStrictEqual(readValue(yaml, value), wanted)) return []
  if (canReconcile(value, wanted)) return reconcileCollection(context, value, wanted)
  if (typeof wanted === 'string' && (value === null || isScalar(value)))
    return [[setValue(yaml, pair, wanted)]]
  return [[replaceValue(yaml, pair, wanted)]]
}

/** On the line of its key, where no comment can come between. */
function replaceValue({ text }: YamlText, pair: Pair, wanted: Value): TextEdit {
  const { end } = valueRange(text, pair)
  const offset = colonOf(text, pair) + 1
  const isQuoted = Array.isArray(wanted) && wanted.some((item) => item instanceof Map)
  return { offset, length: end - offset, content: ` ${writeFlow(wanted, isQuoted)}` }
}

function colonOf(text: string, pair: Pair): number {
  return valueRange(text, { key: pair.key, value: null } as Pair).offset - 1
}

function canReconcile(node: unknown, wanted: Value): node is YAMLMap | YAMLSeq {
  if (!isCollection(node)) return false
  if (isSeq(node)) return Array.isArray(wanted) && (wanted.length > 0 || node.items.length === 0)
  return wanted instanceof Map && (wanted.size > 0 || node.items.length === 0)
}

function reconcileCollection(context: Context, node: YAMLMap | YAMLSeq, wanted: Value): EditGroup[] {
  return isMap(node)
    ? reconcileMap(context, node, wanted as ValueMap)
    : reconcileList(context, node, wanted as Value[])
}

function reconcileList(context: Context, list: YAMLSeq, wanted: readonly Value[]): EditGroup[] {
  const { yaml, indentation } = context
  const collection = collectionOf(yaml, list)
  const { kept, added } = alignItems(readValue(yaml, list) as Value[], wanted)
  if (added.size > 0) {
    return [...added].map(([after, items]) =>
      insertEntries(yaml, collection, { after, entries: { items }, indentation }),
    )
  }
  const changed = kept.flatMap(({ index, value }) => reconcileItem(context, list.items[index], value))
  const staying = new Set(kept.map(({ index }) => index))
  const removed = list.items.flatMap((_, index) =>
    staying.has(index) ? [] : [removeEntry(yaml, collection, index)],
  )
  return [...changed, ...removed]
}

function reconcileItem(context: Context, node: unknown, wanted: Value): EditGroup[] {
  const { yaml } = context
  if (isDeepStrictEqual(readValue(yaml, node), wanted)) return []
  if (canReconcile(node, wanted)) return reconcileCollection(context, node, wanted)
  if (isScalar(node) && typeof wanted === 'string') return [[replaceScalar(yaml, node, wanted)]]
  const offset = startOf(node)
  const [, end = offset] = (node as { range: [number, number] }).range
  return [[{ offset, length: end - offset, content: writeFlow(wanted, false) }]]
}

/** Lists and maps are indented as the first ones in the file are; without any, as Kustomize writes them. */
export function indentationOf(yaml: YamlText): Indentation {
  const root = yaml.document.contents
  if (!isMap(root)) return { list: 0, map: 2 }
  const margin = columnOf(yaml, collectionOf(yaml, root))
  const blocks = root.items.flatMap(({ value }) => (isCollection(value) && isBlock(value) ? [value] : []))
  const column = (node: YAMLMap | YAMLSeq | undefined) =>
    node === undefined ? undefined : columnOf(yaml, collectionOf(yaml, node)) - margin
  return { list: column(blocks.find(isSeq)) ?? 0, map: column(blocks.find(isMap)) ?? 2 }
}
