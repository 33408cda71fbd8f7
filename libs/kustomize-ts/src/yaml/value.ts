import { fail } from '../kustomize-error.ts'
import { rereadText } from './reread-text.ts'
import { Tag, type YamlNode } from './node.ts'
import { resolvePlain, type Resolved } from './resolve.ts'
import { binaryTag, decodeBinary, typedTags } from './tagged.ts'

/** Plain data. Maps are `Map`s, so no key can reach an object's prototype; integers that a number cannot hold are bigints. */
export type Value = null | boolean | number | bigint | string | Value[] | ValueMap

/** A map of plain data. */
export type ValueMap = Map<string, Value>

/**
 * The data of a resource as Kustomize sees it when it writes YAML and reads it back: the type of a scalar follows from its
 * tag, style and text together. Throws `invalid-resource` for duplicate keys, keys that are not strings, infinity and NaN.
 */
export function toValue(node: YamlNode): Value {
  return convert(node, rootPlace)
}

interface Place {
  readonly isRoot: boolean
  /** Inside of braces or brackets, where Kustomize must quote what would be ambiguous there. */
  readonly isFlow: boolean
}

const rootPlace: Place = { isRoot: true, isFlow: false }
const blockPlace: Place = { isRoot: false, isFlow: false }
const flowPlace: Place = { isRoot: false, isFlow: true }

function convert(node: YamlNode, place: Place): Value {
  if (node.kind === 'scalar' && node.tag === Tag.string) return place.isFlow ? node.value : rereadText(node)
  const inner = place.isFlow || node.isFlow ? flowPlace : blockPlace
  if (node.kind === 'map') return convertMap(node, place, inner)
  if (node.kind === 'list') return node.content.map((element) => convert(element, inner))
  const { tag, value } = effectiveScalar(node)
  if (place.isFlow && losesTypeInFlow(tag, node)) return node.value
  if (value === node.value && !place.isFlow) return rereadText(node)
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw fail('invalid-resource', `A resource cannot hold "${node.value}": JSON has no such number`, node)
  }
  return value
}

/** Times have colons, and an absent value has nothing to show: in braces and brackets both get quotes, so they become texts. */
function losesTypeInFlow(tag: string, node: YamlNode): boolean {
  if (node.tagged) return false
  return (tag === Tag.timestamp && node.value.includes(':')) || (tag === Tag.null && node.value === '')
}

function convertMap(node: YamlNode, place: Place, inner: Place): ValueMap {
  const map: ValueMap = new Map()
  const { content } = node
  for (let index = 0; index + 1 < content.length; index += 2) {
    const key = content[index] as YamlNode
    if (map.has(key.value)) {
      throw fail('invalid-resource', `The key "${key.value}" is in this map twice`, key)
    }
    if (key.kind !== 'scalar')
      throw fail('invalid-resource', `A key must be a string: found a ${key.kind}`, key)
    const type = keyType(key, place)
    if (type === 'skipped') continue
    if (type === 'wrong')
      throw fail('invalid-resource', `A key must be a string: found "${key.value}", quote it`, key)
    map.set(
      inner.isFlow || key.style !== 'folded' ? key.value : rereadText(key),
      convert(content[index + 1] as YamlNode, inner),
    )
  }
  return map
}

/**
 * A key must be a string, for which Go takes anything in the outermost map. It skips a null there; but one that a file spells out
 * Kustomize writes twice, and then refuses. An absent one is an empty string.
 */
function keyType(key: YamlNode, { isRoot }: Place): 'string' | 'skipped' | 'wrong' {
  if (key.tag === Tag.string) return 'string'
  if (key.tag === Tag.null) return key.value === '' ? 'string' : 'wrong'
  const { tag } = effectiveScalar(key)
  if (tag === Tag.string) return 'string'
  if (!isRoot) return 'wrong'
  return tag === Tag.null ? 'skipped' : 'string'
}

/** Type and value that a scalar has once it was written and read again. */
export function effectiveScalar(node: YamlNode): Resolved {
  const { tag, style, value } = node
  if (tag === Tag.string) return { tag, value }
  if (node.tagged) return resolveTagged(node)
  if (style !== 'plain' || value.includes('\n')) return quotedScalar(node)
  const resolved = resolvePlain(value)
  if (tag === Tag.none || tag === resolved.tag || tag === Tag.merge) return resolved
  return resolveTagged(node)
}

/** Quotes make a string, but a tag that its text alone would not give is written out and read again. */
function quotedScalar(node: YamlNode): Resolved {
  const { tag, value } = node
  if (tag === binaryTag) return resolveTagged(node)
  if (!typedTags.has(tag) || resolvePlain(value).tag === tag) return { tag: Tag.string, value }
  return resolveTagged(node)
}

function resolveTagged(node: YamlNode): Resolved {
  const { tag, value } = node
  if (tag === binaryTag) return { tag: Tag.string, value: decodeBinary(node) }
  const resolved = resolvePlain(value)
  if (resolved.tag === tag) return resolved
  if (tag === Tag.float && resolved.tag === Tag.int) return { tag, value: Number(resolved.value) }
  if (!tag.startsWith('!!') || !typedTags.has(tag)) return { tag, value }
  throw fail('invalid-resource', `"${value}" is not a ${tag.slice(2)}, though its tag says so`, node)
}
