import { useSchema } from '../target/build-context.ts'
import type { Target } from '../target/target.ts'
import type { Operation } from '../json-patch/json-patch.ts'
import type { PatchEntry, SelectorEntry } from '../kustomization/kustomization.ts'
import { fail, KustomizeError, locateInFile } from '../kustomize-error.ts'
import { applyPatch, applyPatchToEach } from '../merge/apply-patch.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import { readPatch } from '../patch/read-patch.ts'
import { Resource } from '../resource/resource.ts'
import { selectResources } from '../resource/select.ts'
import { copyNode, isNilOrEmpty, type YamlNode } from '../yaml/node.ts'
import { patchResource } from '../json-patch/patch-resource.ts'

/** A patch that has been read: resources to merge, or operations of RFC 6902. */
export interface LoadedPatch {
  readonly merges: readonly Resource[]
  readonly operations: readonly Operation[]
  readonly target: SelectorEntry | undefined
}

/** `patches`: reads a patch, inline or from a file, and finds out which of the two kinds it is. */
export function loadPatch(target: Target, entry: PatchEntry): LoadedPatch {
  const inline = (entry.patch ?? '').trim()
  const path = entry.path ?? ''
  if (inline === '' && path === '')
    throw fail('invalid-patch', 'A patch must have "patch" or "path": found neither')
  if (inline !== '' && path !== '')
    throw fail('invalid-patch', 'A patch must have "patch" or "path": found both')
  const file = inline === '' ? target.loader.resolveFile(path) : ''
  const { merges, operations } =
    file === '' ? readPatch(inline) : target.context.readPatch(target.loader, path)
  if (merges instanceof KustomizeError && operations instanceof KustomizeError) {
    const text = file === '' ? inline : target.loader.readText(path)
    return refuse(bestError(merges, operations, text), file)
  }
  if (merges instanceof KustomizeError) {
    return {
      merges: [],
      operations: operations instanceof KustomizeError ? [] : operations,
      target: entry.target,
    }
  }
  const resources = merges.map((node, document) => makeMerge(node, document, file))
  for (const resource of resources) allowChanges(resource, entry)
  return { merges: resources, operations: [], target: entry.target }
}

/** A patch is used up when it is merged, so each use has its own. */
function makeMerge(node: YamlNode, document: number, file: string): Resource {
  const resource = new Resource(copyNode(node))
  if (file !== '') resource.source = { file, document, line: node.line }
  return resource
}

/** Throws an error of a patch's text: in its file, where it has one of its own. */
function refuse(error: KustomizeError, file: string): never {
  if (file === '') throw error
  return locateInFile(file, () => {
    throw error
  })
}

/** Of the two failures, the one of the kind that the text looks like. */
function bestError(merges: KustomizeError, operations: KustomizeError, text: string): KustomizeError {
  return /^\s*[-[]/.test(text) ? operations : merges
}

function allowChanges(patch: Resource, { options }: PatchEntry): void {
  if (options?.allowNameChange !== true && options?.allowKindChange !== true) return
  patch.state.allowNameChange = options.allowNameChange === true
  patch.state.allowKindChange = options.allowKindChange === true
  // Kustomize records this in an annotation, and writes all annotations anew for it, as strings.
  patch.setAnnotations(patch.annotations)
}

/** Applies a patch to the resources that its target selects, or to the one that it names itself. */
export function applyLoadedPatch(
  resources: ResourceMap,
  patch: LoadedPatch,
  context: Target['context'],
): void {
  if (patch.merges.length > 0) applyMerges(resources, patch, context)
  else if (patch.operations.length > 0) applyJsonPatch(resources, patch)
}

function applyMerges(
  resources: ResourceMap,
  { merges, target }: LoadedPatch,
  context: Target['context'],
): void {
  if (target === undefined) {
    for (const merge of merges) applyPatch(resources.getById(merge.originalId), merge, useSchema(context))
    return
  }
  const [merge] = merges
  if (merges.length > 1 || merge === undefined) {
    throw fail('invalid-patch', `A patch with a target must be one resource: found ${merges.length}`)
  }
  applyPatchToEach(selectResources(resources, target), merge, useSchema(context))
  resources.replaceAll(resources.resources.filter((resource) => !isNilOrEmpty(resource.node)))
}

function applyJsonPatch(resources: ResourceMap, { operations, target }: LoadedPatch): void {
  if (target === undefined) throw fail('invalid-patch', 'A JSON 6902 patch must have a target')
  for (const resource of selectResources(resources, target)) {
    resource.storePreviousId()
    patchResource(resource, operations)
  }
}
