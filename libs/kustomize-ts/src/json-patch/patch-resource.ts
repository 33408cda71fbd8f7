import { originListText, originText } from '../resource/origin-text.ts'
import { fail } from '../kustomize-error.ts'
import type { Resource } from '../resource/resource.ts'
import { overwriteNode } from '../yaml/node.ts'
import { toNode, toValue, type Value, type ValueMap } from '../yaml/value.ts'
import { applyOperations, type Operation } from './json-patch.ts'

const internal = 'internal.config.kubernetes.io/'
const originKey = 'config.kubernetes.io/origin'
const transformationsKey = 'alpha.config.kubernetes.io/transformations'

/**
 * Applies operations to a resource. Kustomize keeps its records in annotations, so an operation on annotations finds some even
 * if the file has none, one that copies the metadata copies them too, and one that replaces all annotations loses the records
 * of where the resource came from.
 */
export function patchResource(resource: Resource, operations: readonly Operation[]): void {
  const data = toValue(resource.node)
  const records = recordTexts(resource)
  for (const [key, text] of records) childMap(childMap(data, 'metadata'), 'annotations')?.set(key, text)
  const patched = applyOperations(data, operations)
  if (!(patched instanceof Map)) throw fail('patch-failed', 'A patch must leave a map where a resource was')
  overwriteNode(resource.node, toNode(patched))
  const { annotations } = resource
  if (!annotations.has(originKey)) resource.origin = undefined
  if (!annotations.has(transformationsKey)) resource.transformations = []
  for (const key of records.keys()) annotations.delete(key)
  resource.setAnnotations(annotations)
}

/** What Kustomize has written into a resource's annotations by now. */
function recordTexts({ state, origin, transformations }: Resource): Map<string, string> {
  const texts = new Map<string, string>()
  const add = (key: string, text: string) => text !== '' && texts.set(key, text)
  add(`${internal}previousNames`, state.previousNames.join(','))
  add(`${internal}previousNamespaces`, state.previousNamespaces.join(','))
  add(`${internal}previousKinds`, state.previousKinds.join(','))
  add(`${internal}prefixes`, state.prefixes.join(','))
  add(`${internal}suffixes`, state.suffixes.join(','))
  add(`${internal}generatorBehavior`, state.behavior === 'unspecified' ? '' : state.behavior)
  add(`${internal}needsHashSuffix`, state.needsHash ? 'enabled' : '')
  add(originKey, origin === undefined ? '' : originText(origin))
  add(transformationsKey, originListText(transformations))
  return texts
}

/** The map in that field, made where there is none. */
function childMap(value: Value | undefined, key: string): ValueMap | undefined {
  if (!(value instanceof Map)) return undefined
  const existing = value.get(key)
  if (existing instanceof Map) return existing
  if (existing !== undefined && existing !== null) return undefined
  const created: ValueMap = new Map()
  value.set(key, created)
  return created
}
