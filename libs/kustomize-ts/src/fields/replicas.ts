import { fail } from '../kustomize-error.ts'
import type { ReplicaEntry } from '../kustomization/kustomization.ts'
import { visitField, type FieldSpec } from '../resource/field-spec.ts'
import { isSelected } from '../resource/gvk.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import { setScalar } from '../yaml/fields.ts'
import { Tag, YamlNode } from '../yaml/node.ts'

/** `replicas`: sets the number of replicas of the workload with that name; throws when there is none. */
export function setReplicas(
  resources: ResourceMap,
  entry: ReplicaEntry,
  fieldSpecs: readonly FieldSpec[],
): void {
  const { name = '', count = 0 } = entry
  let isFound = false
  for (const spec of fieldSpecs) {
    for (const resource of resources.matchAnyId((id) => id.name === name && isSelected(id, spec))) {
      isFound = true
      visitField(resource.node, spec, {
        set: (node) => setScalar(node, new YamlNode('scalar', Tag.int, String(count))),
        createKind: 'scalar',
        createTag: Tag.int,
      })
    }
  }
  if (isFound) return
  const kinds = [...new Set(fieldSpecs.map((spec) => spec.kind || 'any kind'))].join(', ')
  throw fail(
    'patch-target-missing',
    `Cannot set the replicas of "${name}": there is no resource of that name in ${kinds}`,
  )
}
