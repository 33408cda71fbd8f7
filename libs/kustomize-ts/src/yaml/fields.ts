import { fail } from '../kustomize-error.ts'
import {
  isMissingOrNull,
  isStringScalar,
  overwriteNode,
  scalarNode,
  Tag,
  YamlNode,
  type MaybeNode,
  type NodeKind,
  type ScalarStyle,
} from './node.ts'
import { resolvePlain11 } from './resolve.ts'

/** Throws `wrong-type` when there is a node and it is not of the wanted kind; null counts as absent. */
export function requireKind(node: MaybeNode, kind: NodeKind): void {
  if (isMissingOrNull(node) || node.kind === kind) return
  throw fail('wrong-type', `Cannot use this value: wanted a ${kind}, found a ${node.kind}`, node)
}

/** The value of a map's first entry with that key; undefined where the node is no map or has no such key. */
export function getField(node: MaybeNode, key: string): MaybeNode {
  if (node === undefined || node.kind !== 'map') return undefined
  const { content } = node
  for (let index = 0; index < content.length; index += 2) {
    if (content[index]?.value === key) return content[index + 1]
  }
  return undefined
}

/** How the key of a field was written. */
export function keyStyle(node: YamlNode, key: string): ScalarStyle {
  for (let index = 0; index < node.content.length; index += 2) {
    if (node.content[index]?.value === key) return node.content[index]?.style ?? 'plain'
  }
  return 'plain'
}

/** The text of a scalar field; empty where there is none. */
export function getText(node: MaybeNode, key: string): string {
  return getField(node, key)?.value ?? ''
}

/** The keys of a map in their order; throws `wrong-type` for anything else. */
export function fieldNames(node: MaybeNode): string[] {
  requireKind(node, 'map')
  const names: string[] = []
  if (node === undefined) return names
  for (let index = 0; index < node.content.length; index += 2) {
    const key = node.content[index] as YamlNode
    if (key.kind !== 'scalar') throw fail('wrong-type', `A key must be a scalar: found a ${key.kind}`, key)
    names.push(key.value)
  }
  return names
}

/** Calls `visit` with each key and value of a map. */
export function forEachField(node: MaybeNode, visit: (key: YamlNode, value: YamlNode) => void): void {
  if (node === undefined || node.kind !== 'map') return
  const { content } = node
  for (let index = 0; index + 1 < content.length; index += 2) {
    visit(content[index] as YamlNode, content[index + 1] as YamlNode)
  }
}

/** Removes the first entry with that key and returns its value. */
export function clearField(node: MaybeNode, key: string): MaybeNode {
  requireKind(node, 'map')
  if (node === undefined) return undefined
  const { content } = node
  for (let index = 0; index < content.length; index += 2) {
    if (content[index]?.value !== key) continue
    const [, value] = content.splice(index, 2)
    return value
  }
  return undefined
}

/**
 * Sets a field. An existing value keeps its identity and its style, so every place that shares it changes, and quotes decide
 * again what type the new text has. A null value removes the field. A new key is a string only if its style or its text says so.
 */
export function setField(
  node: YamlNode,
  key: string,
  value: MaybeNode,
  newKeyStyle: ScalarStyle = 'plain',
): MaybeNode {
  quoteWhereAmbiguous(value)
  if (key === '') throw fail('wrong-type', 'Cannot set a field whose name is empty', node)
  if (value === undefined || (value.tag === Tag.null && !value.isKept)) return clearField(node, key)
  requireKind(node, 'map')
  const existing = getField(node, key)
  if (existing === undefined) {
    // What is put into a null is never seen.
    if (node.kind === 'map') node.content.push(new YamlNode('scalar', Tag.none, key, newKeyStyle), value)
    return value
  }
  takeStyle(value, existing)
  overwriteNode(existing, value)
  return existing
}

/** Adds a field that the map is known not to have: a generator may have a hundred thousand, too many to look for each. */
export function addField(node: YamlNode, key: string, value: YamlNode): void {
  quoteWhereAmbiguous(value)
  if (key === '') throw fail('wrong-type', 'Cannot set a field whose name is empty', node)
  node.content.push(scalarNode(key), value)
}

/** Replaces a scalar by another one, which takes over the style of the first. */
export function setScalar(node: YamlNode, value: YamlNode): void {
  quoteWhereAmbiguous(value)
  requireKind(node, 'scalar')
  if (isMissingOrNull(value)) return
  takeStyle(value, node)
  overwriteNode(node, value)
}

/** A written tag counts as a part of the style. */
function takeStyle(value: YamlNode, from: YamlNode): void {
  value.style = from.style
  value.tagged = from.tagged
}

/** Text that YAML 1.1 would not read as a string gets quotes, as Kustomize gives it. */
function quoteWhereAmbiguous(value: MaybeNode): void {
  if (value === undefined || value.style !== 'plain' || value.tagged || !isStringScalar(value)) return
  if (value.value === '' || value.value.includes('\n')) return
  const { tag } = resolvePlain11(value.value)
  if (tag !== Tag.string && tag !== Tag.timestamp) value.style = 'double'
}
