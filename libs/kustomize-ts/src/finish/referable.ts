import { fail } from '../kustomize-error.ts'
import { effectiveNamespace } from '../resource/resource-id.ts'
import type { Resource } from '../resource/resource.ts'
import { getField, getText } from '../yaml/fields.ts'
import { toValue } from '../yaml/value.ts'

/** Resources by each name that they had at some time. */
export type ByName = ReadonlyMap<string, readonly Resource[]>

/** What a resource could refer to. */
export interface Referable {
  /** The resources that had that name at some time. */
  readonly byName: (name: string) => Resource[]
  /** Whether any resource, whatever its name, came from that namespace. */
  readonly hasFrom: (namespace: string) => boolean
}

/** A resource could refer to what is in its namespace or in none, and to what a role binding names. */
export function findReferable(referrer: Resource, all: readonly Resource[], renamed: ByName): Referable {
  const { id } = referrer
  const namespace = effectiveNamespace(id)
  const bound = boundNamespaces(referrer)
  const isReferable = (other: Resource) =>
    id.clusterScoped ||
    other.id.clusterScoped ||
    effectiveNamespace(other.id) === namespace ||
    bound.has(other.namespace)
  return {
    byName: (name) => (renamed.get(name) ?? []).filter(isReferable),
    hasFrom: (from) =>
      all.some((other) => effectiveNamespace(other.originalId) === from && isReferable(other)),
  }
}

function boundNamespaces(referrer: Resource): ReadonlySet<string> {
  const result = new Set<string>()
  const subjects = getField(referrer.node, 'subjects')
  if (referrer.kind !== 'RoleBinding' || subjects?.kind !== 'list') return result
  for (const subject of subjects.content) {
    if (subject.kind !== 'map') throw fail('wrong-type', 'A subject must be a map', subject)
    const namespace = getField(subject, 'namespace')
    const kind = getField(subject, 'kind')
    if (namespace !== undefined && kind !== undefined && typeof toValue(kind) !== 'string')
      throw fail('wrong-type', 'The kind of a subject must be a text', kind)
    if (namespace === undefined || getText(subject, 'kind') !== 'ServiceAccount') continue
    if (typeof toValue(namespace) !== 'string')
      throw fail('wrong-type', 'The namespace of a subject must be a text', namespace)
    result.add(namespace.value)
  }
  return result
}
