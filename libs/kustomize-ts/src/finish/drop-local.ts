import type { ResourceMap } from '../resource/resource-map.ts'
import { fail } from '../kustomize-error.ts'
import type { Resource } from '../resource/resource.ts'
import { requireIdentity } from '../resource/read-resources.ts'
import { isNilOrEmpty } from '../yaml/node.ts'

const localAnnotation = 'config.kubernetes.io/local-config'

/** Drops resources that are marked as meant for tools only. */
export function dropLocal(resources: ResourceMap): void {
  const present = resources.resources.filter((resource) => !isNilOrEmpty(resource.node))
  const kept = present.filter((resource) => !isLocal(resource))
  const local = kept.length === present.length ? [] : present.filter(isLocal)
  // Also where all are kept: patches may have given two of them the same name.
  resources.replaceAll(kept)
  if (local.length > 0) resources.restore(withNamesakes(present, { kept, local }))
}

function isLocal(resource: Resource): boolean {
  requireIdentity(resource.node)
  const mark = resource.annotations.get(localAnnotation)
  return mark !== undefined && mark !== 'false'
}

/** Kustomize drops by id: what has the id of a kept resource stays, and of what it drops each id must be there once. */
function withNamesakes(
  present: readonly Resource[],
  { kept, local }: { kept: readonly Resource[]; local: readonly Resource[] },
): readonly Resource[] {
  const keptIds = new Set(kept.map(exactId))
  const dropped = new Set<string>()
  for (const resource of local) {
    const id = exactId(resource)
    if (dropped.has(id) && !keptIds.has(id))
      throw fail(
        'duplicate-resource',
        'Two resources that are meant for tools only have one id',
        resource.node,
      )
    dropped.add(id)
  }
  return present.filter((resource) => keptIds.has(exactId(resource)))
}

/** Unlike elsewhere, a resource without a namespace has another id than one in "default". */
function exactId({ id: { group, version, kind, name, namespace } }: Resource): string {
  return JSON.stringify([group, version, kind, name, namespace])
}
