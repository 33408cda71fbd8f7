import { useSchema } from '../target/build-context.ts'
import type { Target } from '../target/target.ts'
import { fail, KustomizeError, locate, locateInFile } from '../kustomize-error.ts'
import { applyPatchToEach } from '../merge/apply-patch.ts'
import type { Position } from '../problem.ts'
import { locateResource } from '../resource/locate-resource.ts'
import { readResources } from '../resource/read-resources.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import type { Resource } from '../resource/resource.ts'
import { isNilOrEmpty } from '../yaml/node.ts'

/** `patchesStrategicMerge`: reads all patches; throws when there are none in any entry. */
export function loadStrategicMerges(target: Target): Resource[] {
  const { fields, positionOf } = target.kustomization
  const patches = (fields.patchesStrategicMerge ?? []).flatMap((entry, index) => {
    const position = positionOf('patchesStrategicMerge', index)
    return locate(position, () => loadStrategicMerge(target, entry, position))
  })
  if (patches.length > 0) return patches
  throw fail('invalid-patch', 'The patches must not all be empty', positionOf('patchesStrategicMerge'))
}

/** Reads an entry, which is resources itself or the path of a file; `position` is where it stands. */
export function loadStrategicMerge(target: Target, entry: string, { file, line }: Position): Resource[] {
  const inline = tryInline(target, entry)
  if (inline === undefined) {
    const path = target.loader.resolveFile(entry)
    const text = target.loader.readText(entry)
    return locateInFile(path, () => readResources(text, path))
  }
  for (const patch of inline) patch.source = { file, document: 0, line }
  return inline
}

function tryInline(target: Target, entry: string): Resource[] | undefined {
  try {
    return readResources(entry)
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error
    if (entry.includes('\n') && target.loader.kind(entry) === undefined) throw error
    return undefined
  }
}

/** Merges each patch into the resource that it names. */
export function applyStrategicMerges(
  resources: ResourceMap,
  patches: readonly Resource[],
  context: Target['context'],
): void {
  for (const patch of patches) {
    locateResource(patch, () => {
      applyPatchToEach([resources.getById(patch.originalId)], patch, useSchema(context))
    })
    resources.replaceAll(resources.resources.filter((resource) => !isNilOrEmpty(resource.node)))
  }
}
