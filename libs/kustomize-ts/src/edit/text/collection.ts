import { endOf, isMap, isScalar, isSeq, startOf, valueRange } from './yaml-text.ts'
import type { Pair, YamlText, YAMLMap, YAMLSeq } from './yaml-text.ts'

/** The part of a text that an item of a list or a pair of a map takes: with its dash, without the comment behind it. */
export interface Entry {
  readonly start: number
  readonly end: number
}

/** A list or a map as a row of entries in a text. */
export interface Collection {
  readonly node: YAMLMap | YAMLSeq
  readonly entries: readonly Entry[]
}

/** The entries of a list or a map. */
export function collectionOf(yaml: YamlText, node: YAMLMap | YAMLSeq): Collection {
  return { node, entries: isMap(node) ? pairEntries(yaml, node) : itemEntries(node) }
}

function pairEntries({ text }: YamlText, map: YAMLMap): Entry[] {
  return map.items.map((pair) => ({ start: startOfPair(pair), end: valueRange(text, pair).end }))
}

/** Explicit keys begin with a question mark, others may begin with an anchor. */
function startOfPair(pair: Pair): number {
  const token = (pair as { srcToken?: { start: SourceToken[] } }).srcToken?.start.find(isContent)
  return token?.offset ?? startOf(pair.key)
}

interface SourceToken {
  readonly type: string
  readonly offset: number
}

function isContent({ type }: SourceToken): boolean {
  return type === 'explicit-key-ind' || type === 'anchor' || type === 'tag'
}

function itemEntries(list: YAMLSeq): Entry[] {
  const dashes = dashOffsets(list)
  return list.items.map((item, index) => {
    const dash = dashes[index]
    if (dash === undefined) return { start: startOfItem(item), end: endOf(item) }
    const isNull = isScalar(item) && item.source === ''
    return { start: dash, end: isNull ? dash + 1 : endOf(item) }
  })
}

function startOfItem(item: unknown): number {
  const { srcToken } = item as { srcToken?: { props?: readonly SourceToken[] } }
  return srcToken?.props?.find(isContent)?.offset ?? startOf(item)
}

function dashOffsets({ srcToken }: YAMLSeq): number[] {
  if (srcToken?.type !== 'block-seq') return []
  return srcToken.items.flatMap(
    ({ start }) => start.find(({ type }) => type === 'seq-item-ind')?.offset ?? [],
  )
}

/** Column (from 0) in which the entries of a block collection begin. */
export function columnOf({ text }: YamlText, { entries }: Collection): number {
  const start = entries[0]?.start ?? 0
  return start - lineStart(text, start)
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** Whether only spaces stand before an offset on its line. */
export function beginsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === ''
}

/** Whether a value is a list or a map. */
export function isCollection(node: unknown): node is YAMLMap | YAMLSeq {
  return isMap(node) || isSeq(node)
}
