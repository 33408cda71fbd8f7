import { fail } from '../kustomize-error.ts'
import type { Resource } from '../resource/resource.ts'
import { overwriteNode } from '../yaml/node.ts'
import { toNode, toValue, type Value, type ValueMap } from '../yaml/value.ts'
import { applyOperations, type Operation } from './json-patch.ts'

const namesKey = 'internal.config.kubernetes.io/previousNames'
const originKey = 'config.kubernetes.io/origin'
const transformationsKey = 'alpha.config.kubernetes.io/transformations'

/**
 * Applies operations to a resource. Kustomize keeps its records in annotations, so an operation on annotations finds some even
 * if the file has none, and one that replaces them all loses the records of where the resource came from.
 */
export function patchResource(resource: Resource, operations: readonly Operation[]): void {
  const data = toValue(resource.node)
  for (const key of recordKeys(resource)) addRecord(data, key)
  const patched = applyOperations(data, operations)
  if (!(patched instanceof Map)) throw fail('patch-failed', 'A patch must leave a map where a resource was')
  overwriteNode(resource.node, toNode(patched))
  const { annotations } = resource
  annotations.delete(namesKey)
  if (!annotations.delete(originKey)) resource.origin = undefined
  if (!annotations.delete(transformationsKey)) resource.transformations = []
  resource.setAnnotations(annotations)
}

function recordKeys({ state, origin, transformations }: Resource): string[] {
  const hasNames = state.previousNames.length > 0 || state.prefixes.length > 0 || state.suffixes.length > 0
  const keys = hasNames || state.behavior !== 'unspecified' || state.needsHash ? [namesKey] : []
  if (origin !== undefined) keys.push(originKey)
  return transformations.length > 0 ? [...keys, transformationsKey] : keys
}

function addRecord(data: Value, key: string): void {
  const metadata = childMap(data, 'metadata')
  childMap(metadata, 'annotations')?.set(key, '')
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
