import { fail } from '../kustomize-error.ts'
import { visitField, type FieldSpec } from '../resource/field-spec.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import { idKey, idText } from '../resource/resource-id.ts'
import type { Resource } from '../resource/resource.ts'
import { getField, requireKind } from '../yaml/fields.ts'
import { lookup, lookupOrCreate } from '../yaml/lookup.ts'
import { setScalar } from '../yaml/fields.ts'
import { isMissingOrNull, isNilOrEmpty, Tag, YamlNode } from '../yaml/node.ts'

/** Which subjects of role bindings get the namespace: those named `default`, all service accounts, or none. */
export type SubjectMode = 'defaultOnly' | 'allServiceAccounts' | 'none'

/** What `setNamespace` does besides the obvious. */
export interface NamespaceOptions {
  readonly namespace: string
  readonly fieldSpecs: readonly FieldSpec[]
  readonly unsetOnly?: boolean
  readonly subjects?: SubjectMode
}

/**
 * `namespace`: puts all resources that live in namespaces into one, and with them the references to it that Kustomize knows.
 * Throws `name-conflict` when two resources become the same by it.
 */
export function setNamespace(resources: ResourceMap, options: NamespaceOptions): void {
  if (options.namespace === '') return
  const ids = new IdCounts(resources.resources)
  for (const resource of resources.resources) {
    if (isNilOrEmpty(resource.node)) continue
    ids.remove(resource)
    resource.storePreviousId()
    applyNamespace(resource, options)
    if (ids.add(resource) !== 1) {
      throw fail(
        'name-conflict',
        `The namespace "${options.namespace}" gives two resources the id ${idText(resource.id)}`,
      )
    }
  }
}

/** How many resources have an id at present. To count them anew for each resource took 1 s at 1,000 resources. */
class IdCounts {
  readonly #counts = new Map<string, number>()

  constructor(resources: readonly Resource[]) {
    for (const resource of resources) this.add(resource)
  }

  /** Counts a resource and gives how many have its id now. */
  add({ id }: Resource): number {
    const key = idKey(id)
    const count = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, count)
    return count
  }

  remove({ id }: Resource): void {
    const key = idKey(id)
    this.#counts.set(key, (this.#counts.get(key) ?? 0) - 1)
  }
}

/** Puts one resource into a namespace, with the fields that hold it. */
export function applyNamespace(resource: Resource, options: NamespaceOptions): void {
  const set = makeSetter(options)
  const metadataField: FieldSpec = {
    group: '',
    version: '',
    kind: '',
    path: 'metadata/namespace',
    create: true,
  }
  if (!resource.id.clusterScoped) visitField(resource.node, metadataField, { set, createKind: 'scalar' })
  const isBinding = resource.kind === 'RoleBinding' || resource.kind === 'ClusterRoleBinding'
  if (isBinding) setSubjects(resource, options.subjects ?? 'defaultOnly', set)
  for (const spec of options.fieldSpecs) {
    if (spec.path === 'metadata/namespace') continue
    if (spec.path === 'metadata/name' && resource.apiVersion !== 'v1') continue
    if (isBinding && isSubjectSpec(spec)) continue
    visitField(resource.node, spec, { set, createKind: 'scalar', createTag: Tag.string })
  }
}

function isSubjectSpec(spec: FieldSpec): boolean {
  return (
    (spec.kind === 'RoleBinding' || spec.kind === 'ClusterRoleBinding') && spec.path === 'subjects/namespace'
  )
}

function makeSetter({ namespace, unsetOnly }: NamespaceOptions): (node: YamlNode) => void {
  // One node for all fields of a resource: Kustomize shares it, so a later change of one changes the others.
  const value = new YamlNode('scalar', Tag.string, namespace)
  return (node) => {
    if (unsetOnly === true && !isNilOrEmpty(node) && node.value !== '') return
    setScalar(node, value)
  }
}

function setSubjects(resource: Resource, mode: SubjectMode, set: (node: YamlNode) => void): void {
  if (mode === 'none') return
  const subjects = getField(resource.node, 'subjects')
  if (isMissingOrNull(subjects)) return
  requireKind(subjects, 'list')
  for (const subject of subjects.content) {
    const [field, wanted] =
      mode === 'allServiceAccounts' ? (['kind', 'ServiceAccount'] as const) : (['name', 'default'] as const)
    const found = lookup(subject, [field])
    requireKind(found, 'scalar')
    if (found?.value !== wanted) continue
    const namespace = lookupOrCreate(subject, ['namespace'], 'scalar')
    if (namespace !== undefined) set(namespace)
  }
}
