import { fail } from '../kustomize-error.ts'
import { Tag, type YamlNode } from './node.ts'
import { resolvePlain11 } from './resolve.ts'
import { binaryTag, decodeBinary, typedTags } from './tagged.ts'
import type { Value, ValueMap } from './value.ts'

/** The data of a kustomization or configuration file: YAML 1.1 words, later duplicate keys win, dates are strings. */
export function toValue11(node: YamlNode): Value {
  if (node.kind === 'list') return node.content.map(toValue11)
  if (node.kind !== 'map') return finite(scalarValue11(node), node)
  const map: ValueMap = new Map()
  for (let index = 0; index + 1 < node.content.length; index += 2) {
    const key = node.content[index] as YamlNode
    map.set(keyText11(key), toValue11(node.content[index + 1] as YamlNode))
  }
  return map
}

/** Kustomize turns all that it reads into JSON, which has no other numbers. */
function finite<Type>(value: Type, node: YamlNode): Type {
  if (typeof value !== 'number' || Number.isFinite(value)) return value
  throw fail('invalid-yaml', `There is no JSON for the number "${node.value}"`, node)
}

/** The value of a scalar in YAML 1.1, except that dates stay strings. */
export function scalarValue11(node: YamlNode): null | boolean | number | bigint | string {
  if (node.tagged) return taggedValue11(node)
  if (node.style !== 'plain') return node.value
  const resolved = resolvePlain11(node.value)
  return resolved.tag === Tag.timestamp ? node.value : resolved.value
}

/** A tag that is written decides whatever the quotes; unknown ones make a string. */
function taggedValue11(node: YamlNode): null | boolean | number | bigint | string {
  const { tag, value } = node
  if (tag === binaryTag) return decodeBinary(node)
  if (!typedTags.has(tag) || tag === Tag.timestamp) return value
  const resolved = resolvePlain11(value)
  if (tag === Tag.float && resolved.tag === Tag.int) return Number(resolved.value)
  if (resolved.tag === tag) return resolved.value
  throw fail('invalid-yaml', `"${value}" is not a ${tag.slice(2)}, though its tag says so`, node)
}

function keyText11(node: YamlNode): string {
  const value = scalarValue11(node)
  return value === null ? 'null' : String(value)
}
