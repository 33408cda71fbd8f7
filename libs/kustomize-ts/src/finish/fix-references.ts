import type { NameReference } from '../configuration/configuration.ts'
import { fail } from '../kustomize-error.ts'
import { apiVersionOf } from '../resource/gvk.ts'
import { locateResource } from '../resource/locate-resource.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import type { Resource } from '../resource/resource.ts'
import { getField } from '../yaml/fields.ts'
import { isMissingOrNull } from '../yaml/node.ts'
import { findReferable, type ByName } from './referable.ts'
import { ReferenceFixer } from './reference-fixer.ts'
import { referencesByKind } from './references-by-kind.ts'

/**
 * Updates the names by which resources refer to others whose names have changed. It looks at each reference even if no name
 * has, because Kustomize refuses what has another type than a reference or the way to it may have.
 */
export function fixReferences(resources: ResourceMap, references: readonly NameReference[]): void {
  const renamed = indexByPreviousName(resources)
  const uses = referencesByKind(references)
  for (const referrer of resources.resources) {
    const fields = uses.of(referrer.originalId)
    if (fields.length === 0) continue
    locateResource(referrer, () => {
      requireVersion(referrer)
      const referable = findReferable(referrer, resources.resources, renamed)
      for (const [wanted, spec] of fields) new ReferenceFixer(referrer, wanted, spec, referable).fix()
    })
  }
}

/** Kustomize compares the version with what it makes of its parts, and refuses one that differs. */
function requireVersion({ node, gvk }: Resource): void {
  const version = getField(node, 'apiVersion')
  const text = isMissingOrNull(version) ? '' : version.value
  if (text === apiVersionOf(gvk)) return
  throw fail('invalid-resource', `An apiVersion must be "version" or "group/version": found "${text}"`, node)
}

function indexByPreviousName(resources: ResourceMap): ByName {
  const index = new Map<string, Resource[]>()
  for (const resource of resources.resources) {
    for (const name of new Set(resource.state.previousNames)) {
      const others = index.get(name)
      if (others === undefined) index.set(name, [resource])
      else others.push(resource)
    }
  }
  return index
}
