import type { Value, ValueMap } from '../yaml/value.ts'
import { deleteField, fieldOf, setField, textOf, type Draft } from './draft.ts'
import type { Edit } from './edit-text.ts'
import { addKind } from './fix/add-kind.ts'
import { convertVariables } from './fix/convert-variables.ts'
import { fixHelmCharts } from './fix/helm-charts.ts'
import { moveLabels } from './fix/move-labels.ts'
import { moveList } from './fix/move-list.ts'
import type { NamedFile } from './fix/named-file.ts'
import { renameEnv } from './fix/rename-env.ts'
import { readNamedFiles } from './fix/named-files.ts'
import { wrapPatches } from './fix/wrap-patches.ts'
import { applyEdits, type TextEdit } from './text/text-edit.ts'
import { parseText, type YamlText } from './text/yaml-text.ts'

/** Options of `fixKustomization()`. */
export interface FixOptions {
  /** Make replacements of `vars`; resource files that use them change too. */
  readonly vars?: boolean
  /**
   * The files that the kustomization names, by path: patches, and for `vars` resources too. `editFolder()` reads them. Without
   * it a patch on one line is taken for a path.
   */
  readonly files?: ReadonlyMap<string, NamedFile>
}

/**
 * `fix`: what is deprecated becomes what took its place, and comments move along: `bases` become `resources`, `imageTags` `images`, `env` `envs`,
 * `commonLabels` `labels`, `patchesJson6902` and `patchesStrategicMerge` `patches`, `helmChartInflationGenerator` `helmCharts`.
 * Missing `apiVersion` and `kind` come to the top.
 */
export function fixKustomization(options: FixOptions = {}): Edit {
  const isPath = (patch: string) =>
    options.files === undefined ? !patch.includes('\n') : options.files.has(patch)
  return {
    move: (text) => moveTexts(text, isPath),
    change(draft) {
      fixKind(draft)
      moveData(draft, 'bases', 'resources')
      moveData(draft, 'imageTags', 'images')
      for (const field of ['configMapGenerator', 'secretGenerator']) draft.maps(field).forEach(fixEnv)
      fixHelmCharts(draft)
      moveData(draft, 'patchesJson6902', 'patches')
      moveData(draft, 'patchesStrategicMerge', 'patches', (patch) => wrapPatch(String(patch), isPath))
      fixLabels(draft)
      if (options.vars === true) convertVariables(draft, options.files ?? new Map())
    },
    inFolder: (folder) =>
      fixKustomization({ ...options, files: readNamedFiles(folder, options.vars === true) }),
  }
}

/** The text with what is deprecated in its new places, as far as that can be done with the text as it is. */
function moveTexts(text: string, isPath: (patch: string) => boolean): string {
  const steps: readonly ((yaml: YamlText) => TextEdit[])[] = [
    (yaml) => moveList(yaml, 'bases', 'resources'),
    (yaml) => moveList(yaml, 'imageTags', 'images'),
    renameEnv,
    (yaml) => moveList(yaml, 'patchesJson6902', 'patches'),
    (yaml) => wrapPatches(yaml, isPath),
    (yaml) => moveList(yaml, 'patchesStrategicMerge', 'patches'),
    moveLabels,
    (yaml) => addKind(yaml, kindFields(String(yaml.document.get('kind') ?? ''))),
  ]
  return steps.reduce((before, step) => applyEdits(before, step(parseText(before))), text)
}

function kindFields(kind: string): ReadonlyMap<string, string> {
  const version = kind === 'Component' ? 'v1alpha1' : 'v1beta1'
  return new Map([
    ['apiVersion', `kustomize.config.k8s.io/${version}`],
    ['kind', kind === '' ? 'Kustomization' : kind],
  ])
}

function fixKind(draft: Draft): void {
  for (const [name, value] of kindFields(textOf(draft.fields, 'kind'))) {
    if (textOf(draft.fields, name) === '') draft.set(name, value)
  }
}

function moveData(draft: Draft, from: string, to: string, convert = (value: Value): Value => value): void {
  const values = draft.list(from)
  draft.delete(from)
  draft.append(to, ...values.map((value) => convert(value)))
}

function wrapPatch(patch: string, isPath: (patch: string) => boolean): ValueMap {
  return new Map([[isPath(patch) ? 'path' : 'patch', patch]])
}

/** A single env file comes behind the others. */
function fixEnv(entry: ValueMap): void {
  const env = textOf(entry, 'env')
  const envs = fieldOf(entry, 'envs')
  if (env === '') return
  deleteField(entry, 'env')
  setField(entry, 'envs', [...(Array.isArray(envs) ? envs : []), env])
}

function fixLabels(draft: Draft): void {
  const pairs = draft.get('commonLabels')
  draft.delete('commonLabels')
  if (!(pairs instanceof Map) || pairs.size === 0) return
  for (const entry of draft.maps('labels')) {
    const others = fieldOf(entry, 'pairs')
    const name = others instanceof Map ? [...others.keys()].find((key) => pairs.has(key)) : undefined
    if (name !== undefined)
      draft.refuse('name-conflict', `The label "${name}" is in commonLabels and in labels`)
  }
  const entry: ValueMap = new Map<string, Value>([['includeSelectors', true]])
  draft.append('labels', entry.set('pairs', pairs))
}
