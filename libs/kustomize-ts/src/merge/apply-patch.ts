import type { Resource } from '../resource/resource.ts'
import { apiVersionOf } from '../resource/gvk.ts'
import type { Schema } from '../schema/schema.ts'
import { getField, setField } from '../yaml/fields.ts'
import { isMissingOrNull, isNilOrEmpty, scalarNode, Tag, YamlNode, type MaybeNode } from '../yaml/node.ts'
import { isEnabledBy, namesRecords, putRecords, takeRecords } from '../resource/records.ts'
import { mergeNodes } from './strategic-merge.ts'

/**
 * Applies a strategic merge patch to a resource, which keeps its kind, name and namespace unless the patch may change them.
 * A resource that the patch deletes is left empty.
 */
export function applyPatch(resource: Resource, patch: Resource, schema: Schema): void {
  const { name, namespace, kind } = resource
  const mayChange = (permission: 'allowNameChange' | 'allowKindChange') =>
    patch.state[permission] || isEnabledBy(patch.node, permission)
  const [mayChangeName, mayChangeKind] = [mayChange('allowNameChange'), mayChange('allowKindChange')]
  if (mayChangeName || mayChangeKind) resource.storePreviousId()
  if (namesRecords(patch.node)) putRecords(resource)
  const losesAnnotations = replacesAnnotations(patch.node)
  const merged = mergeNodes(resource.node, patch.node, { schema, rule: undefined })
  if (merged === undefined) resource.node = new YamlNode('scalar', Tag.null)
  if (isNilOrEmpty(resource.node)) return
  // Kustomize keeps its records in annotations, so a patch that replaces these makes it forget earlier names.
  // One that replaces the whole resource does nothing at all in Kustomize, and so neither here.
  if (losesAnnotations && merged === resource.node) resource.forget()
  if (!mayChangeKind) resource.setKind(kind)
  if (!mayChangeName) resource.setName(name)
  resource.setNamespace(namespace)
  takeRecords(resource)
}

/** Applies one patch to several resources, each getting its own copy with the resource's group and version. */
export function applyPatchToEach(resources: readonly Resource[], patch: Resource, schema: Schema): void {
  for (const resource of resources) {
    const copy = patch.copy()
    normalizeMetadata(copy)
    setField(copy.node, 'apiVersion', scalarNode(apiVersionOf(resource.gvk)))
    copy.setKind(patch.kind)
    applyPatch(resource, copy, schema)
  }
}

/** Kustomize writes the patch's labels and annotations anew here: all values become strings, so a null deletes none of them. */
function normalizeMetadata(patch: Resource): void {
  const { name, namespace, labels, annotations } = patch
  patch.setLabels(labels)
  patch.setAnnotations(annotations)
  patch.setName(name)
  patch.setNamespace(namespace)
}

function replacesAnnotations(patch: YamlNode): boolean {
  const metadata = getField(patch, 'metadata')
  if (metadata === undefined) return false
  return isReplacement(metadata) || isReplacement(getField(metadata, 'annotations'))
}

function isReplacement(node: MaybeNode): boolean {
  if (node === undefined) return false
  if (isMissingOrNull(node)) return true
  const directive = getField(node, '$patch')?.value
  return directive === 'replace' || directive === 'delete'
}
