import { basename } from 'node:path'

import type { Target } from '../target/target.ts'
import { setImages } from '../fields/images.ts'
import { addTexts } from '../fields/labels.ts'
import { changeNames } from '../fields/name-prefix.ts'
import { setNamespace, type SubjectMode } from '../fields/namespace.ts'
import { applyLoadedOperations, loadOperations } from '../fields/patches-json6902.ts'
import { applyStrategicMerges, loadStrategicMerge } from '../fields/patches-strategic-merge.ts'
import { applyLoadedPatch, loadPatch } from '../fields/patches.ts'
import { loadReplacements, replaceValues } from '../fields/replacements.ts'
import { setReplicas } from '../fields/replicas.ts'
import { addHashes } from '../finish/add-hashes.ts'
import { emptyStruct } from '../kustomization/empty-struct.ts'
import { list, string, stringMap, strings, boolean } from '../kustomization/decode.ts'
import { struct } from '../kustomization/decode-struct.ts'
import { toFieldSpec } from '../kustomization/field-spec-entry.ts'
import {
  fieldSpec,
  image,
  metadata,
  patch,
  replica,
  replacementOrPath,
  selector,
  type FieldSpecEntry,
} from '../kustomization/kustomization.ts'
import { fail } from '../kustomize-error.ts'
import type { FieldSpec } from '../resource/field-spec.ts'
import { readResources } from '../resource/read-resources.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import type { Resource } from '../resource/resource.ts'
import { decodePlugin } from './decode-plugin.ts'
import { pluginPosition } from './plugin-entry.ts'
import { addValues, loadValueTargets } from './value-add.ts'

/** Changes all resources. */
export type Transform = (resources: ResourceMap) => void

type Load = (target: Target, plugin: Resource) => Transform

const fieldSpecs = list(fieldSpec, emptyStruct)
const nameSpecs = list<FieldSpecEntry | undefined>(fieldSpec, () => undefined)
const toSpecs = (entries: readonly FieldSpecEntry[] = []) => entries.map(toFieldSpec)

const loaders = new Map<string, Load>([
  ['AnnotationsTransformer', loadAnnotations],
  ['HashTransformer', () => addHashes],
  ['ImageTagTransformer', loadImages],
  ['LabelTransformer', loadLabels],
  ['NamespaceTransformer', loadNamespace],
  ['PatchJson6902Transformer', loadJson6902],
  ['PatchStrategicMergeTransformer', loadMerges],
  ['PatchTransformer', loadPatchPlugin],
  ['PrefixSuffixTransformer', loadNames],
  ['PrefixTransformer', loadPrefix],
  ['SuffixTransformer', loadSuffix],
  ['ReplacementTransformer', loadReplacementPlugin],
  ['ReplicaCountTransformer', loadReplicas],
  ['ValueAddTransformer', loadValueAdd],
])

/** Reads the configuration of a transformer of a builtin kind. */
export function loadTransformerPlugin(target: Target, plugin: Resource): Transform {
  const load = loaders.get(plugin.kind)
  if (load === undefined)
    throw fail('unsupported', `There is no builtin transformer of the kind "${plugin.kind}"`)
  return load(target, plugin)
}

function loadAnnotations(_target: Target, plugin: Resource): Transform {
  const entry = decodePlugin(plugin, struct({ annotations: stringMap, fieldSpecs }))
  return (resources) => addTexts(resources, entry.annotations ?? new Map(), toSpecs(entry.fieldSpecs))
}

function loadLabels(_target: Target, plugin: Resource): Transform {
  const entry = decodePlugin(plugin, struct({ labels: stringMap, fieldSpecs }))
  return (resources) => addTexts(resources, entry.labels ?? new Map(), toSpecs(entry.fieldSpecs))
}

function loadImages(_target: Target, plugin: Resource): Transform {
  const entry = decodePlugin(plugin, struct({ imageTag: image, fieldSpecs }))
  return (resources) => setImages(resources, entry.imageTag ?? emptyStruct(), toSpecs(entry.fieldSpecs))
}

function loadReplicas(_target: Target, plugin: Resource): Transform {
  const entry = decodePlugin(plugin, struct({ replica, fieldSpecs }))
  return (resources) => setReplicas(resources, entry.replica ?? emptyStruct(), toSpecs(entry.fieldSpecs))
}

function loadNamespace(_target: Target, plugin: Resource): Transform {
  const shape = struct({ metadata, fieldSpecs, unsetOnly: boolean, setRoleBindingSubjects: string })
  const entry = decodePlugin(plugin, shape)
  const options = {
    namespace: entry.metadata?.namespace ?? '',
    fieldSpecs: toSpecs(entry.fieldSpecs),
    unsetOnly: entry.unsetOnly === true,
    subjects: parseSubjects(entry.setRoleBindingSubjects ?? ''),
  }
  return (resources) => setNamespace(resources, options)
}

function parseSubjects(text: string): SubjectMode {
  if (text === '') return 'defaultOnly'
  if (text === 'none' || text === 'defaultOnly' || text === 'allServiceAccounts') return text
  throw fail(
    'bad-field-value',
    `"setRoleBindingSubjects" must be "defaultOnly", "none" or "allServiceAccounts": found "${text}"`,
  )
}

function loadNames(target: Target, plugin: Resource): Transform {
  const prefix = loadPrefix(target, plugin)
  const suffix = loadSuffix(target, plugin)
  return (resources) => {
    prefix(resources)
    suffix(resources)
  }
}

function loadPrefix(_target: Target, plugin: Resource): Transform {
  const { prefix = '', fieldSpecs: given } = decodePlugin(
    plugin,
    struct({ prefix: string, fieldSpecs: nameSpecs }),
  )
  const specs = requireSpecs(given)
  return (resources) => changeNames(resources, { prefix, fieldSpecs: specs })
}

function loadSuffix(_target: Target, plugin: Resource): Transform {
  const { suffix = '', fieldSpecs: given } = decodePlugin(
    plugin,
    struct({ suffix: string, fieldSpecs: nameSpecs }),
  )
  const specs = requireSpecs(given)
  return (resources) => changeNames(resources, { suffix, fieldSpecs: specs })
}

/** The fields of a transformer of names, which must be given; Kustomize passes over those that are null. */
function requireSpecs(specs: readonly (FieldSpecEntry | undefined)[] | undefined): FieldSpec[] {
  if (specs === undefined) throw fail('bad-field-value', 'This transformer must have "fieldSpecs"')
  return specs.flatMap((spec) => (spec === undefined ? [] : [toFieldSpec(spec)]))
}

function loadPatchPlugin(target: Target, plugin: Resource): Transform {
  const loaded = loadPatch(target, decodePlugin(plugin, patch))
  return (resources) => applyLoadedPatch(resources, loaded, target.context)
}

function loadJson6902(target: Target, plugin: Resource): Transform {
  const { jsonOp, ...entry } = decodePlugin(
    plugin,
    struct({ target: selector, path: string, jsonOp: string }),
  )
  const loaded = loadOperations(target, { ...entry, ...(jsonOp === undefined ? {} : { patch: jsonOp }) })
  return (resources) => applyLoadedOperations(resources, loaded)
}

function loadMerges(target: Target, plugin: Resource): Transform {
  const { paths = [], patches = '' } = decodePlugin(plugin, struct({ paths: strings, patches: string }))
  const position = pluginPosition(target, 'transformers', plugin)
  const loaded = paths.flatMap((path) => loadStrategicMerge(target, path, position))
  if (patches !== '') loaded.push(...readResources(patches))
  if (loaded.length === 0) throw fail('invalid-patch', 'The patches must not all be empty')
  return (resources) => applyStrategicMerges(resources, loaded, target.context)
}

function loadReplacementPlugin(target: Target, plugin: Resource): Transform {
  const entry = decodePlugin(plugin, struct({ replacements: list(replacementOrPath, emptyStruct) }))
  const loaded = (entry.replacements ?? []).flatMap((each) => loadReplacements(target, each))
  return (resources) => {
    for (const each of loaded) replaceValues(resources, each)
    resources.dropEmpty()
  }
}

function loadValueAdd(target: Target, plugin: Resource): Transform {
  const { value, targets } = loadValueTargets(target, plugin)
  const text = value.trim() === '' ? basename(target.loader.root) : value.trim()
  return (resources) => addValues(resources, text, targets)
}
