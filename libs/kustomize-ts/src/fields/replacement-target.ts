import type { SelectorEntry } from '../kustomization/kustomization.ts'
import { matchesLabels, parseLabelSelector } from '../resource/label-selector.ts'
import type { ResourceId } from '../resource/resource-id.ts'
import { plainIds, type Resource } from '../resource/resource.ts'
import { compileSelector, type SelectorTests } from '../resource/select.ts'

/** Whether a resource is what a target selects and does not reject, by any of the ids that it had. */
export function targetTest(
  select: SelectorEntry,
  reject: readonly SelectorEntry[],
): (resource: Resource) => boolean {
  const tests = compileSelector(select)
  const rejections = reject.map((selector) => ({ ...compileSelector(selector), isById: namesId(selector) }))
  return (resource) => {
    if (!matchesMarks(resource, select)) return false
    if (reject.some((selector) => hasMarks(selector) && matchesMarks(resource, selector))) return false
    const ids = plainIds(resource)
    if (rejections.some((rejection) => rejection.isById && ids.some((id) => fits(rejection, id))))
      return false
    return ids.some((id) => fits(tests, id))
  }
}

function fits(test: SelectorTests, id: ResourceId): boolean {
  return test.kind(id) && test.name(id.name) && test.namespace(id.namespace)
}

function namesId({ group, version, kind, name, namespace }: SelectorEntry): boolean {
  return [group, version, kind, name, namespace].some((part) => part !== undefined && part !== '')
}

function hasMarks({ labelSelector = '', annotationSelector = '' }: SelectorEntry): boolean {
  return labelSelector !== '' || annotationSelector !== ''
}

function matchesMarks(
  resource: Resource,
  { labelSelector = '', annotationSelector = '' }: SelectorEntry,
): boolean {
  return (
    matchesLabels(parseLabelSelector(annotationSelector), resource.annotations) &&
    matchesLabels(parseLabelSelector(labelSelector), resource.labels)
  )
}
