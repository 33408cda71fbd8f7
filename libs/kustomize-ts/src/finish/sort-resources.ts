import { fail } from '../kustomize-error.ts'
import type { SortOptions } from '../kustomization/kustomization.ts'
import { gvkText, sortText, type Gvk } from '../resource/gvk.ts'
import { firstKinds, lastKinds, makeKindPositions } from '../resource/kind-order.ts'
import type { ResourceId } from '../resource/resource-id.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import { compareBytes } from '../yaml/compare-bytes.ts'

/** Brings the resources into the order that the kustomization asks for, or else into the one that the caller wants. */
export function sortResources(
  resources: ResourceMap,
  options: SortOptions | undefined,
  reorder: 'legacy' | 'none',
): void {
  const order = options === undefined ? reorder : (options.order ?? '')
  const legacy = options?.legacySortOptions
  if (options !== undefined && order !== 'legacy' && order !== 'fifo') {
    throw fail('bad-field-value', `The order must be "legacy" or "fifo": found "${order}"`)
  }
  if (order === 'fifo' && legacy !== undefined) {
    throw fail('bad-field-value', 'The order "fifo" has no "legacySortOptions"')
  }
  if (order !== 'legacy') return
  const positions =
    legacy === undefined
      ? makeKindPositions(firstKinds, lastKinds)
      : makeKindPositions(legacy.orderFirst ?? [], legacy.orderLast ?? [])
  const keyed = resources.resources.map((resource) => ({ resource, id: resource.id }))
  resources.replaceAll(
    keyed.toSorted((left, right) => compareIds(left.id, right.id, positions)).map(({ resource }) => resource),
  )
}

function compareIds(left: ResourceId, right: ResourceId, positions: ReadonlyMap<string, number>): number {
  if (left.group !== right.group || left.version !== right.version || left.kind !== right.kind) {
    return compareKinds(left, right, positions)
  }
  return compareBytes(nameText(left), nameText(right))
}

function compareKinds(left: Gvk, right: Gvk, positions: ReadonlyMap<string, number>): number {
  const difference = (positions.get(left.kind) ?? 0) - (positions.get(right.kind) ?? 0)
  if (difference !== 0) return difference
  // The API's own namespaces come before those of other groups, which the rest of the order would put first.
  const areNamespaces = left.kind === 'Namespace' && right.kind === 'Namespace'
  const isReversed = areNamespaces && (left.group === '' || right.group === '')
  return compareBytes(sortText(left), sortText(right)) * (isReversed ? -1 : 1)
}

function nameText(id: ResourceId): string {
  return `${gvkText(id)}|${id.namespace || '~X'}|${id.name || '~N'}`
}
