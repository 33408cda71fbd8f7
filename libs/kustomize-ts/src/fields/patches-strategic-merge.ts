import { useSchema } from '../target/build-context.ts'
import type { Target } from '../target/target.ts'
import { fail, KustomizeError } from '../kustomize-error.ts'
import { applyPatchToEach } from '../merge/apply-patch.ts'
import { readResources } from '../resource/read-resources.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import type { Resource } from '../resource/resource.ts'
import { isNilOrEmpty } from '../yaml/node.ts'

/** `patchesStrategicMerge`: reads patches, each entry being resources itself or the path of a file. */
export function loadStrategicMerges(target: Target, entries: readonly string[]): Resource[] {
  const patches = entries.flatMap((entry) => loadEntry(target, entry))
  if (patches.length === 0) throw fail('invalid-patch', 'The patches must not all be empty')
  return patches
}

function loadEntry(target: Target, entry: string): Resource[] {
  try {
    return readResources(entry)
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error
    if (entry.includes('\n') && target.loader.kind(entry) === undefined) throw error
    return readResources(target.loader.readText(entry), target.loader.resolveFile(entry))
  }
}

/** Merges each patch into the resource that it names. */
export function applyStrategicMerges(
  resources: ResourceMap,
  patches: readonly Resource[],
  context: Target['context'],
): void {
  for (const patch of patches) {
    applyPatchToEach([resources.getById(patch.originalId)], patch, useSchema(context))
    resources.replaceAll(resources.resources.filter((resource) => !isNilOrEmpty(resource.node)))
  }
}
