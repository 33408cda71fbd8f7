import { mergeKeys, type FieldRule } from '../schema/schema.ts'
import { getField, requireKind, setField } from '../yaml/fields.ts'
import {
  isMissingOrNull,
  isNilOrEmpty,
  listNode,
  scalarNode,
  type MaybeNode,
  type YamlNode,
} from '../yaml/node.ts'
import { findElement, setElement } from './list-elements.ts'

/** How the elements of one list merge. */
export interface ListMerge {
  readonly rule: FieldRule
  readonly mergeElement: (target: MaybeNode, patch: MaybeNode) => MaybeNode
}

/** Merges lists element by element, in place. Elements of the patch come first, in its order, then what only the target has. */
export function mergeList(target: YamlNode, patch: MaybeNode, merge: ListMerge): MaybeNode {
  const keys = mergeKeys(merge.rule)
  if (keys.length > 0) return mergeByKeys(target, patch, { ...merge, keys })
  return mergeByKeys(target, patch, { ...merge, keys: [''] })
}

interface KeyedMerge extends ListMerge {
  readonly keys: readonly string[]
}

function mergeByKeys(target: YamlNode, patch: MaybeNode, merge: KeyedMerge): MaybeNode {
  const { keys } = merge
  let rows = keys[0] === '' ? scalarRows(target, patch) : keyRows(target, patch, keys)
  if (keys.length > 1) rows = unifyRows(rows)
  const added = listNode()
  let validKeys: readonly string[] = []
  for (const row of rows) {
    if (row.length === 0) continue
    const valid = usableKeys(rows, row, keys)
    validKeys = valid.keys
    mergeRow({ target, patch, added }, valid, merge)
  }
  if (rows.length > 0) appendRest(added, target, validKeys)
  const merged = rows.length > 0 ? added : target
  return isMissingOrNull(merged) ? undefined : merged
}

interface Lists {
  readonly target: YamlNode
  readonly patch: MaybeNode
  readonly added: YamlNode
}

interface Row {
  readonly keys: readonly string[]
  readonly values: readonly string[]
}

function mergeRow(lists: Lists, row: Row, merge: KeyedMerge): void {
  const narrow = usableKeys([row.values], row.values, row.keys)
  const merged = merge.mergeElement(findElement(lists.target, narrow), findElement(lists.patch, narrow))
  if (isMissingOrNull(merged) || (merged.kind === 'map' && merged.content.length === 0)) {
    setElement(lists.target, row, undefined)
    return
  }
  for (const [index, key] of row.keys.entries()) {
    const value = row.values[index] ?? ''
    if (value !== '' && key !== '' && getField(merged, key) === undefined)
      setField(merged, key, scalarNode(value))
  }
  setElement(lists.added, row, merged)
}

/** The key values of all elements, those of the patch first, each once. */
function keyRows(target: YamlNode, patch: MaybeNode, keys: readonly string[]): string[][] {
  const rows: string[][] = []
  const seen = new Set<string>()
  for (const list of [patch, target]) {
    if (list === undefined) continue
    requireKind(list, 'list')
    for (const element of list.content) {
      const row = keys.map((key) => keyValue(element, key))
      const text = row.join('\n')
      if (seen.has(text)) continue
      seen.add(text)
      rows.push(row)
    }
  }
  return rows
}

function keyValue(element: YamlNode, key: string): string {
  const value = getField(element, key)
  return value === undefined || isNilOrEmpty(value) ? '' : value.value
}

function scalarRows(target: YamlNode, patch: MaybeNode): string[][] {
  const values = new Set<string>()
  for (const list of [patch, target]) for (const element of list?.content ?? []) values.add(element.value)
  return [...values].map((value) => [value])
}

/** Rows that agree in one key and contradict in none are one: a port without a protocol is the port with one. */
function unifyRows(rows: string[][]): string[][] {
  for (const [i, first] of rows.entries()) {
    for (const [j, second] of rows.entries()) {
      // Always the row as it was when its turn came, so the last one that it fits decides.
      const unified = unify(first, second)
      if (unified === undefined) continue
      rows[i] = unified
      rows[j] = unified
    }
  }
  return rows
}

function unify(left: readonly string[], right: readonly string[]): string[] | undefined {
  let isCommon = false
  const result: string[] = []
  for (const [index, a] of left.entries()) {
    const b = right[index] ?? ''
    if (a === b) isCommon = true
    else if (a !== '' && b !== '') return undefined
    result.push(a === '' ? b : a)
  }
  return isCommon ? result : undefined
}

/** Keys that no element has do not count; when none has any, all of them do. */
function usableKeys(
  rows: readonly (readonly string[])[],
  row: readonly string[],
  keys: readonly string[],
): Row {
  const used = new Set<string>()
  for (const values of rows)
    for (const [index, value] of values.entries()) if (value !== '') used.add(keys[index] ?? '')
  if (used.size === 0) return { keys, values: row }
  return {
    keys: keys.filter((key) => used.has(key)),
    values: row.filter((value, index) => value !== '' || used.has(keys[index] ?? '')),
  }
}

/** Appends what the target has; elements that the merged list holds already keep their place in it but take the target's node. */
function appendRest(merged: YamlNode, target: YamlNode, keys: readonly string[]): void {
  for (const element of target.content) {
    if (keys[0] === '') {
      setElement(merged, { keys: [''], values: [element.value] }, element)
      continue
    }
    const values: string[] = []
    requireKind(element, 'map')
    for (const key of keys) {
      const value = getField(element, key)
      if (value === undefined) merged.content.push(element)
      else values.push(value.value)
    }
    if (keys.length > 1) setElement(merged, { keys, values }, undefined)
    setElement(merged, { keys, values }, element)
  }
}
