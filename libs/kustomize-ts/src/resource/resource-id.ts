import { gvkText, isSelected, type Gvk } from './gvk.ts'

/** What names a resource: kind, name and namespace as they are in the file. */
export interface ResourceId extends Gvk {
  readonly name: string
  readonly namespace: string
  /** Whether the kind is known to live outside of namespaces. Ids of the past do not know it. */
  readonly clusterScoped: boolean
}

const outsideNamespaces = '_non_namespaceable_'

/** The namespace that counts: `default` where none is given, and one of its own for kinds outside of namespaces. */
export function effectiveNamespace(id: ResourceId): string {
  if (id.clusterScoped) return outsideNamespaces
  return id.namespace === '' ? 'default' : id.namespace
}

/** Whether two ids name the same resource. */
export function isSameId(left: ResourceId, right: ResourceId): boolean {
  return isSameKindAndName(left, right) && effectiveNamespace(left) === effectiveNamespace(right)
}

/** Whether two ids agree in everything but the namespace. */
export function isSameKindAndName(left: ResourceId, right: ResourceId): boolean {
  return (
    left.name === right.name &&
    left.kind === right.kind &&
    left.group === right.group &&
    left.version === right.version
  )
}

/** A text that is equal for ids that name the same resource. */
export function idKey(id: ResourceId): string {
  return `${id.group}\n${id.version}\n${id.kind}\n${id.name}\n${effectiveNamespace(id)}`
}

/** Whether an id is one that a selector names; empty parts match anything. */
export function isSelectedBy(id: ResourceId, selector: ResourceId): boolean {
  return (
    (selector.name === '' || selector.name === id.name) &&
    (selector.namespace === '' || effectiveNamespace(selector) === effectiveNamespace(id)) &&
    isSelected(id, selector)
  )
}

/** An id for messages. */
export function idText(id: ResourceId): string {
  return `${gvkText(id)}/${id.name || '[noName]'}.${id.namespace || '[noNs]'}`
}
