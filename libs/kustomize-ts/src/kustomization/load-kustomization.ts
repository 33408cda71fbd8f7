import { join } from 'node:path'

import { fail, locateInFile } from '../kustomize-error.ts'
import type { Position, Problem } from '../problem.ts'
import { decodeText } from '../reader/decode-text.ts'
import { forEachField } from '../yaml/fields.ts'
import type { YamlNode } from '../yaml/node.ts'
import { parseConfiguration } from '../yaml/parse-configuration.ts'
import { decodeDocument } from './decode-document.ts'
import { kustomization, type KustomizationFields } from './kustomization.ts'

/** The names that a kustomization file may have. */
export const kustomizationFileNames: readonly string[] = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
]

/** A kustomization as it is in its file, with deprecated fields moved to where they belong. */
export interface Kustomization {
  readonly file: string
  readonly name: string
  readonly fields: KustomizationFields
  /** Uses of deprecated fields. */
  readonly warnings: readonly Problem[]
  /** The place of a field, or of an element of it. */
  readonly positionOf: (field: string, index?: number) => Position
}

/** What `loadKustomization` needs of a reader: which names are there, and what a file holds. */
export interface KustomizationSource {
  readonly folder: string
  readonly isFile: (name: string) => boolean
  readonly readFile: (name: string) => Uint8Array
}

/** Reads and checks the kustomization of a folder; throws all problems of the file together. */
export function loadKustomization(source: KustomizationSource): Kustomization {
  const name = findKustomizationFile(source)
  const file = join(source.folder, name)
  return decodeKustomization(decodeText(source.readFile(name)), file, name)
}

/** The name of the one kustomization that must be in a folder. */
export function findKustomizationFile({
  folder,
  isFile,
}: Pick<KustomizationSource, 'folder' | 'isFile'>): string {
  const names = kustomizationFileNames.filter(isFile)
  const [name] = names
  if (name === undefined) {
    const wanted = kustomizationFileNames.map((candidate) => `"${candidate}"`).join(', ')
    throw fail('kustomization-missing', `There is no kustomization in "${folder}": wanted one of ${wanted}`)
  }
  if (names.length > 1) {
    throw fail(
      'kustomization-several',
      `There must be one kustomization in "${folder}": found ${names.join(', ')}`,
    )
  }
  return name
}

/** Reads a kustomization from its text. */
export function decodeKustomization(text: string, file: string, name: string): Kustomization {
  const start = { file, line: 1, column: 1 }
  const node = locateInFile(file, () => parseConfiguration(text))
  if (node === undefined || (node.kind === 'scalar' && node.value === '')) throw emptyKustomization(start)
  const fields = decodeDocument(node, kustomization, file)
  refuseEmpty(fields, start)
  refuseOtherKinds(fields, file, node)
  const positionOf = makePositions(node, file)
  return {
    file,
    name,
    fields: moveDeprecated(fields),
    warnings: findDeprecated(fields, positionOf),
    positionOf,
  }
}

function emptyKustomization(position: Position): Error {
  return fail('kustomization-empty', 'A kustomization must not be empty', position)
}

function refuseEmpty(fields: KustomizationFields, position: Position): void {
  const names = Object.keys(fields).filter((name) => !['apiVersion', 'kind', 'node'].includes(name))
  const isEmpty = names.every((name) => fields[name as keyof KustomizationFields] === '')
  if (isEmpty) throw emptyKustomization(position)
}

function refuseOtherKinds({ apiVersion, kind }: KustomizationFields, file: string, node: YamlNode): void {
  const actualKind = kind === undefined || kind === '' ? 'Kustomization' : kind
  const position = { file, line: node.line, column: node.column }
  if (actualKind !== 'Kustomization' && actualKind !== 'Component') {
    throw fail(
      'wrong-kind',
      `The kind must be "Kustomization" or "Component": found "${actualKind}"`,
      position,
    )
  }
  const wanted = `kustomize.config.k8s.io/${actualKind === 'Component' ? 'v1alpha1' : 'v1beta1'}`
  if (apiVersion !== undefined && apiVersion !== '' && apiVersion !== wanted) {
    throw fail(
      'wrong-kind',
      `The apiVersion of a ${actualKind} must be "${wanted}": found "${apiVersion}"`,
      position,
    )
  }
}

function makePositions(node: YamlNode, file: string): Kustomization['positionOf'] {
  const keys = new Map<string, { key: YamlNode; value: YamlNode }>()
  forEachField(node, (key, value) => keys.set(key.value.toLowerCase(), { key, value }))
  return (field, index) => {
    const entry = keys.get(field.toLowerCase())
    const place = (index === undefined ? undefined : entry?.value.content[index]) ?? entry?.key ?? node
    return { file, line: place.line, column: place.column }
  }
}

const deprecated: readonly (readonly [keyof KustomizationFields, string])[] = [
  [
    'bases',
    "Please use 'resources' instead. Run 'kustomize edit fix' to update your Kustomization automatically.",
  ],
  [
    'commonLabels',
    "Please use 'labels' instead. Run 'kustomize edit fix' to update your Kustomization automatically.",
  ],
  [
    'imageTags',
    "Please use 'images' instead. Run 'kustomize edit fix' to update your Kustomization automatically.",
  ],
  [
    'patchesJson6902',
    "Please use 'patches' instead. Run 'kustomize edit fix' to update your Kustomization automatically.",
  ],
  [
    'patchesStrategicMerge',
    "Please use 'patches' instead. Run 'kustomize edit fix' to update your Kustomization automatically.",
  ],
  [
    'vars',
    "Please use 'replacements' instead. [EXPERIMENTAL] Run 'kustomize edit fix' to update your Kustomization automatically.",
  ],
]

function findDeprecated(fields: KustomizationFields, positionOf: Kustomization['positionOf']): Problem[] {
  return deprecated
    .filter(([name]) => fields[name] !== undefined)
    .map(([name, advice]) => ({
      code: 'deprecated-field',
      message: `'${name}' is deprecated. ${advice}`,
      ...positionOf(name),
    }))
}

function moveDeprecated(fields: KustomizationFields): KustomizationFields {
  const moved = { ...fields }
  if (fields.bases !== undefined) moved.resources = [...(fields.resources ?? []), ...fields.bases]
  if (fields.imageTags !== undefined) moved.images = [...(fields.images ?? []), ...fields.imageTags]
  return moved
}
