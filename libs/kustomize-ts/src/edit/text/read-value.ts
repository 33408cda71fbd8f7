import { resolvePlain11 } from '../../yaml/resolve.ts'
import { Tag } from '../../yaml/node.ts'
import type { Value, ValueMap } from '../../yaml/value.ts'
import { isAlias, isMap, isScalar, isSeq, type Pair, type YamlText, type YAMLMap } from './yaml-text.ts'

/** The data of a node as Kustomize reads it in a kustomization: words of YAML 1.1, aliases and merge keys resolved. */
export function readValue(yaml: YamlText, node: unknown): Value {
  if (isAlias(node)) return readValue(yaml, node.resolve(yaml.document))
  if (isSeq(node)) return node.items.map((item) => readValue(yaml, item))
  if (isMap(node)) return readMap(yaml, node)
  return readScalar(node)
}

/** The data of a document; an empty map where nothing is written. */
export function readRoot(yaml: YamlText): ValueMap {
  const value = readValue(yaml, yaml.document.contents)
  return value instanceof Map ? value : new Map()
}

/** The text of a key; of one that is no string, what Kustomize makes of it. */
export function readKey(node: unknown): string {
  return String(readScalar(node))
}

/** Whether a pair is a merge key, which brings the entries of other maps. */
export function isMerge(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.type === 'PLAIN' && pair.key.source === '<<'
}

function readMap(yaml: YamlText, map: YAMLMap): ValueMap {
  const own: ValueMap = new Map()
  const merged: ValueMap = new Map()
  for (const pair of map.items) {
    if (isMerge(pair)) addMerged(merged, readValue(yaml, pair.value))
    else own.set(readKey(pair.key), readValue(yaml, pair.value))
  }
  return new Map([...merged, ...own])
}

/** Of several maps the first one wins. */
function addMerged(merged: ValueMap, source: Value): void {
  if (Array.isArray(source)) for (const map of source.toReversed()) addMerged(merged, map)
  else if (source instanceof Map) for (const [key, value] of source) merged.set(key, value)
}

function readScalar(node: unknown): Value {
  if (!isScalar(node)) return null
  const text = typeof node.value === 'string' ? node.value : (node.source ?? '')
  if (node.tag === 'tag:yaml.org,2002:str' || (node.type !== undefined && node.type !== 'PLAIN')) return text
  const { tag, value } = resolvePlain11(node.source ?? '')
  return tag === Tag.timestamp ? text : value
}
