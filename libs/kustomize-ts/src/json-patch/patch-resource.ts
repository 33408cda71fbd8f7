import { countCopies } from '../growth.ts'
import { fail } from '../kustomize-error.ts'
import { allRecordTexts, dropOriginTexts, recordTexts, takeRecords } from '../resource/records.ts'
import type { Resource } from '../resource/resource.ts'
import { countNodes, overwriteNode } from '../yaml/node.ts'
import { toNode } from '../yaml/to-node.ts'
import { toValue, type Value, type ValueMap } from '../yaml/value.ts'
import { applyOperations, type Operation } from './json-patch.ts'

/**
 * Applies operations to a resource. Kustomize keeps its records in annotations, so an operation on annotations finds some even
 * if the file has none, one that copies the metadata copies them too, and one that replaces all annotations loses the records
 * of where the resource came from.
 */
export function patchResource(resource: Resource, operations: readonly Operation[]): void {
  // A patch of a large resource is work even if it copies nothing.
  countCopies(countNodes(resource.node) / 50)
  const data = toValue(resource.node)
  for (const [key, text] of allRecordTexts(resource)) addRecord(data, key, text)
  const patched = applyOperations(data, operations)
  if (!(patched instanceof Map)) throw fail('patch-failed', 'A patch must leave a map where a resource was')
  overwriteNode(resource.node, toNode(patched))
  const { annotations } = resource
  for (const key of recordTexts(resource).keys()) annotations.delete(key)
  const { hasOrigin, hasTransformations } = dropOriginTexts(annotations)
  if (!hasOrigin) resource.origin = undefined
  if (!hasTransformations) resource.transformations = []
  resource.setAnnotations(annotations)
  takeRecords(resource)
}

function addRecord(data: Value, key: string, text: string): void {
  const metadata = childMap(data, 'metadata')
  childMap(metadata, 'annotations')?.set(key, text)
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
