import { KustomizeError } from '../../kustomize-error.ts'
import { forEachField, getField, getText } from '../../yaml/fields.ts'
import type { YamlNode } from '../../yaml/node.ts'
import { readDocuments } from '../../yaml/read-documents.ts'
import type { ValueMap } from '../../yaml/value.ts'
import { fieldOf, textOf, type Draft } from '../draft.ts'
import { splitVersion } from './split-version.ts'

/** A field that uses a variable, as a target of a replacement. */
export interface Use {
  /** What selects its resource; empty parts are left out. */
  readonly select: readonly (readonly [string, string])[]
  readonly fieldPath: string
  /** What parts the value from the rest of the field; empty where it is all of it. */
  readonly delimiter: string
  readonly index: number
}

/** A file in which a variable may be used. */
export interface SearchedFile {
  readonly path: string
  readonly text: string
  /** The variable's name. */
  readonly name: string
  readonly patch?: ValueMap
}

/** The fields of a file's resources that use a variable. A file that is not YAML has none. */
export function findUses(draft: Draft, file: SearchedFile): Use[] {
  return documentsOf(file.text).flatMap((document) => {
    const select = file.patch === undefined ? selectResource(document) : selectPatched(document, file.patch)
    return findFields(document, `$(${file.name})`, []).map(({ fieldPath, value }) => {
      const place = placeIn(value, `$(${file.name})`)
      if (place === undefined) {
        draft.refuse(
          'unsupported',
          `Cannot replace "$(${file.name})" in "${file.path}": it has no delimiter in "${value}"`,
        )
      }
      return { select, fieldPath, ...place }
    })
  })
}

function documentsOf(text: string): YamlNode[] {
  try {
    return readDocuments(text)
  } catch (error) {
    if (error instanceof KustomizeError) return []
    throw error
  }
}

interface Field {
  readonly fieldPath: string
  readonly value: string
}

function findFields(node: YamlNode, reference: string, path: readonly string[]): Field[] {
  if (node.kind === 'list') {
    return node.content.flatMap((item, index) => findFields(item, reference, [...path, String(index)]))
  }
  if (node.kind !== 'map') {
    return node.value.includes(reference) ? [{ fieldPath: path.join('.'), value: node.value }] : []
  }
  const found: Field[] = []
  forEachField(node, ({ value: key }, value) => {
    found.push(...findFields(value, reference, [...path, key.includes('.') ? `[${key}]` : key]))
  })
  return found
}

/** What parts a variable from the text around it, and which part it is; undefined where it stands between different characters. */
function placeIn(value: string, reference: string): { delimiter: string; index: number } | undefined {
  if (value === reference) return { delimiter: '', index: 0 }
  const start = value.indexOf(reference)
  const end = start + reference.length
  const before = value[start - 1] ?? value[end] ?? ''
  const after = value[end] ?? before
  if (before !== after) return undefined
  const parts = value.split(before)
  if (start === 0) return { delimiter: before, index: 0 }
  const index = end === value.length ? parts.length - 1 : parts.indexOf(reference)
  return index === -1 ? undefined : { delimiter: before, index }
}

function selectResource(node: YamlNode): Use['select'] {
  const { group, version } = splitVersion(getText(node, 'apiVersion'))
  const metadata = getField(node, 'metadata')
  return [
    ['group', group],
    ['version', version],
    ['kind', getText(node, 'kind')],
    ['name', getText(metadata, 'name')],
    ['namespace', getText(metadata, 'namespace')],
  ]
}

const targetFields = ['group', 'version', 'kind', 'name', 'namespace', 'annotationSelector', 'labelSelector']

/** A patch may apply to resources with other names than its own, so its target selects. */
function selectPatched(node: YamlNode, patch: ValueMap): Use['select'] {
  const options = fieldOf(patch, 'options')
  const [name, kind] = ['allowNameChange', 'allowKindChange'].map(
    (option) => options instanceof Map && fieldOf(options, option) === true,
  )
  if (name === true && kind === true) return selectResource(node)
  const target = fieldOf(patch, 'target')
  const metadata = getField(node, 'metadata')
  const own = new Map([
    ['kind', kind === true ? getText(node, 'kind') : ''],
    ['name', name === true ? getText(metadata, 'name') : ''],
    ['namespace', getText(metadata, 'namespace')],
  ])
  return targetFields.map((field) => {
    const wanted = target instanceof Map ? textOf(target, field) : ''
    return [field, own.get(field) || wanted] as const
  })
}
