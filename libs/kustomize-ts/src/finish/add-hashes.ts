import { fail } from '../kustomize-error.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import type { Resource } from '../resource/resource.ts'
import { sha256Hex } from './sha256.ts'
import { getField } from '../yaml/fields.ts'
import type { MaybeNode } from '../yaml/node.ts'
import { toJson } from '../yaml/json-text.ts'
import { toValue, type Value } from '../yaml/value.ts'

/** Appends the hash of their content to the names of generated resources, so that a change of content rolls what uses them. */
export function addHashes(resources: ResourceMap): void {
  for (const resource of resources.resources) {
    if (!resource.state.needsHash) continue
    const hash = hashResource(resource)
    resource.storePreviousId()
    resource.setName(`${resource.name}-${hash}`)
  }
}

/** The hash that the name of a config map or secret gets: ten characters that spell no word. */
export function hashResource(resource: Resource): string {
  const hex = sha256Hex(toJson(hashedContent(resource)))
  return Array.from(hex.slice(0, 10), (digit) => replacements.get(digit) ?? digit).join('')
}

const replacements = new Map([
  ['0', 'g'],
  ['1', 'h'],
  ['3', 'k'],
  ['a', 'm'],
  ['e', 't'],
])

function hashedContent({ node, kind }: Resource): Value {
  const content = new Map<string, Value>([
    ['kind', kind],
    // Kustomize means the resource's name here but looks for it at a path that never exists.
    ['name', ''],
    ['data', hashedValue(getField(node, 'data'))],
  ])
  if (kind === 'ConfigMap') addWhenMap(content, 'binaryData', getField(node, 'binaryData'))
  else if (kind === 'Secret') {
    content.set('type', hashedValue(getField(node, 'type')))
    addWhenMap(content, 'stringData', getField(node, 'stringData'))
  } else
    throw fail('unsupported', `Cannot compute a hash for a ${kind}: only config maps and secrets have one`)
  return content
}

function addWhenMap(content: Map<string, Value>, key: string, node: MaybeNode): void {
  const value = hashedValue(node)
  if (value instanceof Map) content.set(key, value)
}

function hashedValue(node: MaybeNode): Value {
  if (node === undefined) return ''
  return node.kind === 'scalar' ? node.value : toFloats(toValue(node))
}

/** Kustomize reads numbers as floats here, so integers beyond 2^53 lose digits in what is hashed. */
function toFloats(value: Value): Value {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(toFloats)
  return value instanceof Map ? new Map([...value].map(([key, child]) => [key, toFloats(child)])) : value
}
