import type { Accumulation } from '../accumulate/accumulation.ts'
import type { Target } from '../accumulate/target.ts'
import { locate } from '../kustomize-error.ts'
import { pluginOrigin, readPlugins } from '../plugins/plugin-entry.ts'
import { loadTransformerPlugin } from '../plugins/transformer-plugins.ts'
import type { Origin } from '../resource/origin.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import type { Resource } from '../resource/resource.ts'
import { isNilOrEmpty } from '../yaml/node.ts'
import { generatorOrigin } from './build-metadata.ts'
import { setImages } from './images.ts'
import { addLabels, addTexts } from './labels.ts'
import { changeNames } from './name-prefix.ts'
import { setNamespace } from './namespace.ts'
import { applyLoadedOperations, loadOperations } from './patches-json6902.ts'
import { applyStrategicMerges, loadStrategicMerges } from './patches-strategic-merge.ts'
import { applyLoadedPatch, loadPatch } from './patches.ts'
import { loadReplacements, replaceValues } from './replacements.ts'
import { setReplicas } from './replicas.ts'
import type { FolderOpener } from './resources.ts'

/** One change of all resources, and the kind under which Kustomize knows it. */
interface Step {
  readonly kind: string
  readonly field: string
  readonly index?: number
  readonly run: (resources: ResourceMap) => void
  /** What a plugin's changes are said to come from. */
  readonly origin?: Origin | undefined
}

/** Changes the resources by each field in Kustomize's order, then by the kinds in `transformers`. */
export function runTransformers(target: Target, accumulation: Accumulation, openFolder: FolderOpener): void {
  const steps = [...makeSteps(target, accumulation), ...pluginSteps(target, openFolder)]
  for (const step of steps) runStep(target, accumulation, step)
}

function runStep(target: Target, { resources }: Accumulation, step: Step): void {
  locate(target.kustomization.positionOf(step.field, step.index), () => step.run(resources))
  const origin = step.origin ?? generatorOrigin(target, step.kind)
  if (origin !== undefined) for (const resource of resources.resources) recordStep(resource, origin)
  resources.dropEmpty()
}

function recordStep(resource: Resource, origin: Origin): void {
  if (isNilOrEmpty(resource.node)) return
  if (resource.origin === undefined) resource.origin = origin
  else resource.transformations.push(origin)
  // Kustomize writes all annotations anew to record this, after which none of them shares its node with another field.
  resource.setAnnotations(resource.annotations)
}

function pluginSteps(target: Target, openFolder: FolderOpener): Step[] {
  const field = 'transformers'
  return readPlugins(target, field, openFolder).map((plugin): Step => {
    const run = locate(target.kustomization.positionOf(field), () => loadTransformerPlugin(target, plugin))
    return { kind: plugin.kind, field, run, origin: pluginOrigin(plugin) }
  })
}

function makeSteps(target: Target, { configuration }: Accumulation): Step[] {
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
    const patches = locate(positionOf('patchesStrategicMerge'), () =>
      loadStrategicMerges(target, fields.patchesStrategicMerge ?? []),
    )
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
      loadReplacements(target, entry).map((loaded) => ({
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
