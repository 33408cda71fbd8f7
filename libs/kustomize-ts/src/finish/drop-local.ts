import type { ResourceMap } from '../resource/resource-map.ts'
import { requireIdentity } from '../resource/read-resources.ts'
import { isNilOrEmpty } from '../yaml/node.ts'

const localAnnotation = 'config.kubernetes.io/local-config'

/** Drops resources that are marked as meant for tools only. */
export function dropLocal(resources: ResourceMap): void {
  const kept = resources.resources.filter((resource) => {
    if (isNilOrEmpty(resource.node)) return false
    requireIdentity(resource.node)
    const mark = resource.annotations.get(localAnnotation)
    return mark === undefined || mark === 'false'
  })
  // Also where all are kept: patches may have given two of them the same name.
  resources.replaceAll(kept)
}
