import { visitField, type FieldSpec } from '../resource/field-spec.ts'
import { isSelected, type Gvk } from '../resource/gvk.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import { setScalar } from '../yaml/fields.ts'
import { scalarNode } from '../yaml/node.ts'

/** Kinds whose names others rely on, or that mean something to the API. */
const keptKinds: readonly Gvk[] = [
  { group: '', version: '', kind: 'CustomResourceDefinition' },
  { group: 'apiregistration.k8s.io', version: '', kind: 'APIService' },
  { group: '', version: '', kind: 'Namespace' },
]

/** What to put before names, or after them. */
export interface NameChange {
  readonly prefix?: string
  readonly suffix?: string
  readonly fieldSpecs: readonly FieldSpec[]
}

/** `namePrefix` and `nameSuffix`: changes the names of all resources but definitions, API services and namespaces. */
export function changeNames(
  resources: ResourceMap,
  { prefix = '', suffix = '', fieldSpecs }: NameChange,
): void {
  for (const resource of resources.resources) {
    const { originalId } = resource
    if (keptKinds.some((kind) => isSelected(originalId, kind))) continue
    for (const spec of fieldSpecs) {
      if (!isSelected(originalId, spec)) continue
      if (spec.path === 'metadata/name') {
        if (prefix !== '') resource.state.prefixes.push(prefix)
        if (suffix !== '') resource.state.suffixes.push(suffix)
        if (prefix !== '' || suffix !== '') resource.storePreviousId()
      }
      visitField(resource.node, spec, {
        set: (node) => setScalar(node, scalarNode(`${prefix}${node.value}${suffix}`)),
        createKind: 'scalar',
      })
    }
  }
}
