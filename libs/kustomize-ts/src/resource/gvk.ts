import { isClusterScoped } from '../schema/schema.ts'
import { compareBytes } from '../yaml/compare-bytes.ts'
import { kindPosition } from './kind-order.ts'

/** Group, version and kind. In a selector an empty part matches anything. */
export interface Gvk {
  readonly group: string
  readonly version: string
  readonly kind: string
}

/** The group and the version in an `apiVersion`. */
export function parseApiVersion(apiVersion: string): { group: string; version: string } {
  const index = apiVersion.indexOf('/')
  if (index < 0) return { group: '', version: apiVersion }
  return { group: apiVersion.slice(0, index), version: apiVersion.slice(index + 1) }
}

/** The `apiVersion` of a kind. */
export function apiVersionOf(gvk: Gvk): string {
  return gvk.group === '' ? gvk.version : `${gvk.group}/${gvk.version}`
}

/** Whether each part that the selector names is the same. */
export function isSelected(gvk: Gvk, selector: Gvk): boolean {
  return (
    (selector.group === '' || gvk.group === selector.group) &&
    (selector.version === '' || gvk.version === selector.version) &&
    (selector.kind === '' || gvk.kind === selector.kind)
  )
}

/** Whether a kind is known to live outside of namespaces. */
export function livesOutsideNamespaces(gvk: Gvk): boolean {
  return isClusterScoped(apiVersionOf(gvk), gvk.kind)
}

/** The order of kinds in configurations: by what must exist first, then by name. */
export function compareGvk(left: Gvk, right: Gvk): number {
  return kindPosition(left.kind) - kindPosition(right.kind) || compareBytes(sortText(left), sortText(right))
}

/** The text by which kinds of the same position sort. */
export function sortText(gvk: Gvk): string {
  return `${gvk.group || '~G'}_${gvk.version || '~V'}_${gvk.kind || '~K'}`
}

/** Kind, version and group for messages and for sorting names. */
export function gvkText(gvk: Gvk): string {
  return `${gvk.kind || '[noKind]'}.${gvk.version || '[noVer]'}.${gvk.group || '[noGrp]'}`
}
