import type { Accumulation } from '../target/accumulation.ts'
import type { Target } from '../target/target.ts'
import type { ReplacementOrPath } from '../kustomization/kustomization.ts'
import { locate } from '../kustomize-error.ts'
import type { Origin } from '../resource/origin.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import { setImages } from '../fields/images.ts'
import { addLabels, addTexts } from '../fields/labels.ts'
import { changeNames } from '../fields/name-prefix.ts'
import { setNamespace } from '../fields/namespace.ts'
import { applyLoadedOperations, loadOperations } from '../fields/patches-json6902.ts'
import { applyStrategicMerges, loadStrategicMerges } from '../fields/patches-strategic-merge.ts'
import { applyLoadedPatch, loadPatch } from '../fields/patches.ts'
import { loadReplacements, replaceValues } from '../fields/replacements.ts'
import { setReplicas } from '../fields/replicas.ts'

/** One change of all resources, and the kind under which Kustomize knows it. */
export interface Step {
  readonly kind: string
  readonly field: string
  readonly index?: number
  readonly run: (resources: ResourceMap) => void
  /** What a plugin's changes are said to come from. */
  readonly origin?: Origin | undefined
}

/** The changes that the fields of a kustomization ask for, in Kustomize's order. */
export function transformerSteps(target: Target, { configuration }: Accumulation): Step[] {
  const { fields } = target.kustomization
  return [
    ...patchSteps(target),
    ...when(fields.namespace, 'NamespaceTransformer', 'namespace', (resources, namespace) =>
      setNamespace(resources, { namespace, fieldSpecs: configuration.namespace }),
    ),
    ...when(fields.namePrefix, 'PrefixTransformer', 'namePrefix', (resources, prefix) =>
      changeNames(resources, { prefix, fieldSpecs: configuration.namePrefix }),
    ),
    ...when(fields.nameSuffix, 'SuffixTransformer', 'nameSuffix', (resources, suffix) =>
      changeNames(resources, { suffix, fieldSpecs: configuration.nameSuffix }),
    ),
    ...labelSteps(target, configuration),
    ...annotationSteps(target, configuration),
    ...json6902Steps(target),
    ...each(fields.replicas, 'ReplicaCountTransformer', 'replicas', (resources, entry) =>
      setReplicas(resources, entry, configuration.replicas),
    ),
    ...each(fields.images, 'ImageTagTransformer', 'images', (resources, entry) =>
      setImages(resources, entry, configuration.images),
    ),
    ...replacementSteps(target),
  ]
}

function patchSteps(target: Target): Step[] {
  const { fields, positionOf } = target.kustomization
  const { context } = target
  const steps: Step[] = []
  if ((fields.patchesStrategicMerge ?? []).length > 0) {
    const patches = loadStrategicMerges(target)
    const run = (resources: ResourceMap) => applyStrategicMerges(resources, patches, context)
    steps.push({ kind: 'PatchStrategicMergeTransformer', field: 'patchesStrategicMerge', run })
  }
  for (const [index, entry] of (fields.patches ?? []).entries()) {
    const patch = locate(positionOf('patches', index), () => loadPatch(target, entry))
    const run = (resources: ResourceMap) => applyLoadedPatch(resources, patch, context)
    steps.push({ kind: 'PatchTransformer', field: 'patches', index, run })
  }
  return steps
}

/** Kustomize runs the transformer of `commonLabels` whenever there are labels of either kind, and records that it did. */
function labelSteps(target: Target, configuration: Accumulation['configuration']): Step[] {
  const { labels = [], commonLabels = new Map<string, string>() } = target.kustomization.fields
  const kind = 'LabelTransformer'
  if (labels.length === 0 && commonLabels.size === 0) return []
  const run = (resources: ResourceMap) => addTexts(resources, commonLabels, configuration.commonLabels)
  return [
    ...each(labels, kind, 'labels', (resources, entry) => addLabels(resources, entry, configuration)),
    { kind, field: 'commonLabels', run },
  ]
}

function annotationSteps(target: Target, configuration: Accumulation['configuration']): Step[] {
  const { commonAnnotations } = target.kustomization.fields
  if (commonAnnotations === undefined || commonAnnotations.size === 0) return []
  const run = (resources: ResourceMap) =>
    addTexts(resources, commonAnnotations, configuration.commonAnnotations)
  return [{ kind: 'AnnotationsTransformer', field: 'commonAnnotations', run }]
}

function json6902Steps(target: Target): Step[] {
  const { fields, positionOf } = target.kustomization
  return (fields.patchesJson6902 ?? []).map((entry, index) => {
    const patch = locate(positionOf('patchesJson6902', index), () => loadOperations(target, entry))
    const run = (resources: ResourceMap) => applyLoadedOperations(resources, patch)
    return { kind: 'PatchJson6902Transformer', field: 'patchesJson6902', index, run }
  })
}

function replacementSteps(target: Target): Step[] {
  const { fields, positionOf } = target.kustomization
  if ((fields.replacements ?? []).length === 0) return []
  const entries = (fields.replacements ?? []).flatMap((entry, index) =>
    locate(positionOf('replacements', index), () =>
      loadReplacements(target, withoutEmptyTargets(entry)).map((loaded) => ({
        loaded,
        position: positionOf('replacements', index),
      })),
    ),
  )
  const run = (resources: ResourceMap) => {
    for (const { loaded, position } of entries) locate(position, () => replaceValues(resources, loaded))
    resources.dropEmpty()
  }
  return [{ kind: 'ReplacementTransformer', field: 'replacements', run }]
}

/** Kustomize hands entries on without what is empty, so a list without targets is none, which it refuses. */
function withoutEmptyTargets({ targets, ...entry }: ReplacementOrPath): ReplacementOrPath {
  return targets === undefined || targets.length === 0 ? entry : { ...entry, targets }
}

function when(
  value: string | undefined,
  kind: string,
  field: string,
  change: (resources: ResourceMap, value: string) => void,
): Step[] {
  if (value === undefined || value === '') return []
  return [{ kind, field, run: (resources) => change(resources, value) }]
}

function each<Entry>(
  entries: readonly Entry[] | undefined,
  kind: string,
  field: string,
  change: (resources: ResourceMap, entry: Entry) => void,
): Step[] {
  return (entries ?? []).map((entry, index) => ({
    kind,
    field,
    index,
    run: (resources) => change(resources, entry),
  }))
}
