import { fail } from '../kustomize-error.ts'
import type { SelectorEntry } from '../kustomization/kustomization.ts'
import type { Gvk } from './gvk.ts'
import { matchesLabels, parseLabelSelector } from './label-selector.ts'
import { compileWhole } from './pattern.ts'
import { effectiveNamespace } from './resource-id.ts'
import type { ResourceMap } from './resource-map.ts'
import type { Resource } from './resource.ts'

/** Tests of the parts of an id; a part that the selector leaves out passes always. */
export interface SelectorTests {
  readonly kind: (gvk: Gvk) => boolean
  readonly name: (name: string) => boolean
  readonly namespace: (namespace: string) => boolean
}

/** Compiles the regular expressions of a selector, anchored at both ends; throws `invalid-selector`. */
export function compileSelector(selector: SelectorEntry): SelectorTests {
  const group = compilePart(selector.group)
  const version = compilePart(selector.version)
  const kind = compilePart(selector.kind)
  return {
    kind: (gvk) => group(gvk.group) && version(gvk.version) && kind(gvk.kind),
    name: compilePart(selector.name),
    namespace: compilePart(selector.namespace),
  }
}

function compilePart(pattern: string | undefined): (text: string) => boolean {
  if (pattern === undefined || pattern === '') return () => true
  try {
    return compileWhole(pattern)
  } catch (error) {
    throw fail(
      'invalid-selector',
      `Cannot read the regular expression "${pattern}": ${(error as Error).message}`,
    )
  }
}

/** The resources that a selector names, by what they are called now or were called at first. */
export function selectResources(resources: ResourceMap, selector: SelectorEntry): Resource[] {
  const tests = compileSelector(selector)
  const labels = parseLabelSelector(selector.labelSelector ?? '')
  const annotations = parseLabelSelector(selector.annotationSelector ?? '')
  return resources.resources.filter((resource) => {
    const { id, originalId } = resource
    return (
      (tests.namespace(effectiveNamespace(originalId)) || tests.namespace(effectiveNamespace(id))) &&
      (tests.name(originalId.name) || tests.name(id.name)) &&
      tests.kind(id) &&
      matchesLabels(labels, resource.labels) &&
      matchesLabels(annotations, resource.annotations)
    )
  })
}
