import { makeFieldSpec, type Configuration } from '../configuration/configuration.ts'
import { toFieldSpec } from '../kustomization/field-spec-entry.ts'
import { countCopies } from '../growth.ts'
import type { LabelEntry } from '../kustomization/kustomization.ts'
import { mergeFieldSpecs, type FieldSpec } from '../resource/field-spec.ts'
import { hasRecords, isRecord, takeRecords } from '../resource/records.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import { visitFields } from '../resource/visit-fields.ts'
import { setField } from '../yaml/fields.ts'
import { Tag, YamlNode } from '../yaml/node.ts'
import { compareBytes } from '../yaml/compare-bytes.ts'

/** `labels`: labels for all resources, also in templates and selectors where an entry asks for it. */
export function addLabels(resources: ResourceMap, entry: LabelEntry, configuration: Configuration): void {
  addTexts(resources, entry.pairs ?? new Map(), labelFields(entry, configuration))
}

const metadataLabels = makeFieldSpec({ path: 'metadata/labels', create: true })

/** The fields that get the labels of one entry. */
function labelFields(entry: LabelEntry, configuration: Configuration): FieldSpec[] {
  let specs = mergeFieldSpecs((entry.fields ?? []).map(toFieldSpec), configuration.labels)
  if (entry.includeSelectors === true) return mergeFieldSpecs(specs, configuration.commonLabels)
  if (entry.includeTemplates === true) specs = mergeFieldSpecs(specs, configuration.templateLabels)
  if (entry.includeVolumeClaimTemplates === true) {
    specs = mergeFieldSpecs(specs, configuration.volumeClaimTemplateLabels)
  }
  return mergeFieldSpecs(specs, [metadataLabels])
}

/** Adds texts, sorted by key, to the maps that the fields lead to. Labels and annotations alike. */
export function addTexts(
  resources: ResourceMap,
  texts: ReadonlyMap<string, string>,
  fieldSpecs: readonly FieldSpec[],
): void {
  const keys = [...texts.keys()].toSorted(compareBytes)
  const recorded = withAnnotations(fieldSpecs)
  for (const resource of resources.resources) {
    const { node } = resource
    const specs = recorded !== fieldSpecs && hasRecords(resource) ? recorded : fieldSpecs
    for (const key of keys) {
      // One node for all fields: Kustomize shares it, so a later patch of one of them changes the others too.
      const value = new YamlNode('scalar', Tag.string, texts.get(key) ?? '')
      const set = (field: YamlNode) => {
        // Finding the place takes longer the more there are already.
        countCopies(0.05 + field.content.length / 200)
        setField(field, key, value)
      }
      visitFields(node, specs, { set, createKind: 'map', createTag: Tag.map })
    }
    if (keys.some(isRecord)) takeRecords(resource)
  }
}

/** The fields of a resource on which Kustomize keeps records: these are annotations, so there are some. */
function withAnnotations(specs: readonly FieldSpec[]): readonly FieldSpec[] {
  if (!specs.some(isAnnotations)) return specs
  return specs.map((spec) => (isAnnotations(spec) ? { ...spec, create: true } : spec))
}

function isAnnotations({ path, create }: FieldSpec): boolean {
  return !create && path === 'metadata/annotations'
}
