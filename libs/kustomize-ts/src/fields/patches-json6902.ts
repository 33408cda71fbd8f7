import type { Target } from '../target/target.ts'
import type { Operation } from '../json-patch/json-patch.ts'
import { parseOperations } from '../json-patch/parse-operations.ts'
import { patchResource } from '../json-patch/patch-resource.ts'
import type { PatchEntry, SelectorEntry } from '../kustomization/kustomization.ts'
import { fail, locateInFile } from '../kustomize-error.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import { selectResources } from '../resource/select.ts'

/** Operations and what they are for. */
export interface LoadedOperations {
  readonly operations: readonly Operation[]
  readonly target: SelectorEntry
}

/** `patchesJson6902`: reads the operations of an entry, inline or from a file. */
export function loadOperations(target: Target, entry: PatchEntry): LoadedOperations {
  const { path = '', patch = '' } = entry
  const selector = entry.target
  if (selector?.name === undefined || selector.name === '')
    throw fail('invalid-patch', 'The target must have a name')
  if (path === '' && patch === '')
    throw fail('invalid-patch', 'A patch must have "patch" or "path": found neither')
  if (path !== '' && patch !== '')
    throw fail('invalid-patch', 'A patch must have "patch" or "path": found both')
  const operations = path === '' ? parseOperations(patch) : readOperations(target, path)
  if (operations.length === 0) throw fail('invalid-patch', 'A JSON 6902 patch must not be empty')
  return { operations, target: selector }
}

function readOperations({ loader }: Target, path: string): Operation[] {
  const text = loader.readText(path)
  return locateInFile(loader.resolveFile(path), () => parseOperations(text))
}

/** Applies the operations to all resources that the target selects. */
export function applyLoadedOperations(
  resources: ResourceMap,
  { operations, target }: LoadedOperations,
): void {
  for (const resource of selectResources(resources, target)) patchResource(resource, operations)
}
