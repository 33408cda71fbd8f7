import type { Target } from '../target/target.ts'
import { decodeLeniently } from '../kustomization/decode.ts'
import {
  replacement,
  replacements as replacementList,
  type FieldOptions,
  type ReplacementEntry,
  type ReplacementOrPath,
  type SelectorEntry,
} from '../kustomization/kustomization.ts'
import { countCopies } from '../growth.ts'
import { fail, KustomizeError, locateInFile } from '../kustomize-error.ts'
import { matchesLabels, parseLabelSelector } from '../resource/label-selector.ts'
import { isSelectedBy, type ResourceId } from '../resource/resource-id.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import type { Resource } from '../resource/resource.ts'
import { nodeWithRecords, takeCopiedRecords } from '../resource/records.ts'
import { compileSelector, type SelectorTests } from '../resource/select.ts'
import { splitFieldPath } from '../yaml/field-path.ts'
import { lookup } from '../yaml/fields.ts'
import { matchPath } from '../yaml/match-path.ts'
import {
  copyNode,
  countNodes,
  isMissingOrNull,
  isNilOrEmpty,
  overwriteNode,
  scalarNode,
  type YamlNode,
} from '../yaml/node.ts'
import { parseConfiguration } from '../yaml/parse-configuration.ts'
import { setInText } from './replacement-in-text.ts'

const defaultPath = 'metadata.name'

/** `replacements`: reads an entry, or the file that it names, which holds one replacement or a list of them. */
export function loadReplacements(target: Target, entry: ReplacementOrPath): ReplacementEntry[] {
  const { path = '', ...inline } = entry
  if (path === '') return [inline]
  if (entry.source !== undefined || (entry.targets ?? []).length > 0) {
    throw fail('bad-field-value', 'A replacement must have a path or be written out: found both')
  }
  const file = target.loader.resolveFile(path)
  return locateInFile(file, () => readReplacementFile(target.loader.readText(path), file))
}

function readReplacementFile(text: string, file: string): ReplacementEntry[] {
  const node = parseConfiguration(text)
  if (node?.kind === 'list') return decodeLeniently(node, replacementList, file)
  if (node?.kind === 'map') return [decodeLeniently(node, replacement, file)]
  throw fail('bad-field-value', 'A file of replacements must hold a map or a list')
}

/** Copies the value of the source into all fields of the targets. */
export function replaceValues(resources: ResourceMap, entry: ReplacementEntry): void {
  const { source, sourceValue, targets } = entry
  if ((source === undefined && sourceValue === undefined) || targets === undefined) {
    throw fail('replacement-failed', 'A replacement must have a source and at least one target')
  }
  const value = findValue(resources, entry)
  for (const { select, reject = [], fieldPaths = [], options } of targets) {
    if (select === undefined) throw fail('replacement-failed', 'A target of a replacement must have "select"')
    const paths = fieldPaths.length === 0 ? [defaultPath] : fieldPaths
    const isTarget = makeTest(select, reject)
    for (const resource of resources.resources) {
      if (isTarget(resource)) for (const path of paths) setValue(resource, value, { path, options })
    }
  }
}

/** What a replacement copies, and the resource of whose records it has a part. */
interface FoundValue {
  readonly node: YamlNode
  readonly recordsOf?: Resource
}

function findValue(resources: ResourceMap, { source, sourceValue }: ReplacementEntry): FoundValue {
  if (sourceValue !== undefined) {
    if (source !== undefined)
      throw fail('replacement-failed', 'A replacement must not have both a source and a value')
    return { node: scalarNode(sourceValue) }
  }
  const { group = '', version = '', kind = '', name = '', namespace = '', fieldPath = '' } = source ?? {}
  const wanted = { group, version, kind, name, namespace, clusterScoped: false }
  const matches = resources.resources.filter((resource) =>
    idsOf(resource).some((id) => isSelectedBy(id, wanted)),
  )
  const [found] = matches
  if (found === undefined || matches.length > 1) {
    throw fail(
      'replacement-failed',
      `The source of a replacement must be one resource: found ${matches.length}`,
    )
  }
  const path = fieldPath === '' ? defaultPath : fieldPath
  const parts = splitFieldPath(path)
  const recordsOf = holdsRecords(parts) ? found : undefined
  const node = lookup(recordsOf === undefined ? found.node : nodeWithRecords(found), parts)
  if (node === undefined || isNilOrEmpty(node)) {
    throw fail('replacement-failed', `The source of a replacement has no value at "${path}"`)
  }
  const part = partOf(node, source?.options)
  return recordsOf === undefined ? { node: part } : { node: part, recordsOf }
}

/** The ids of a resource, without what is known of its kind's scope. */
function idsOf(resource: Resource): ResourceId[] {
  return [{ ...resource.id, clusterScoped: false }, ...resource.previousIds]
}

/** With a delimiter, one part of the text. */
function partOf(node: YamlNode, options: FieldOptions | undefined): YamlNode {
  const delimiter = options?.delimiter ?? ''
  if (delimiter === '') return node
  requireText(node)
  const parts = splitText(isMissingOrNull(node) ? '' : node.value, delimiter)
  const index = Number(options?.index ?? 0)
  const part = index < 0 ? undefined : parts[index]
  if (part === undefined) throw fail('replacement-failed', `There is no part ${index} in the source's text`)
  const copy = copyNode(node)
  copy.value = part
  return copy
}

function requireText(node: YamlNode): void {
  if (node.kind !== 'scalar') throw fail('replacement-failed', 'A delimiter can only be used with a text')
}

function splitText(text: string, delimiter: string): string[] {
  return text.split(delimiter)
}

function makeTest(select: SelectorEntry, reject: readonly SelectorEntry[]): (resource: Resource) => boolean {
  const tests = compileSelector(select)
  const rejections = reject.map((selector) => ({ ...compileSelector(selector), isById: namesId(selector) }))
  return (resource) => {
    if (!matchesMarks(resource, select)) return false
    if (reject.some((selector) => hasMarks(selector) && matchesMarks(resource, selector))) return false
    const ids = idsOf(resource)
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

/** Where in a target a value goes. */
export interface TargetField {
  readonly path: string
  readonly options: FieldOptions | undefined
}

function setValue(
  resource: Resource,
  { node: value, recordsOf }: FoundValue,
  { path, options }: TargetField,
): void {
  const create = options?.create === true ? value.kind : undefined
  const parts = splitFieldPath(path)
  const put = (field: YamlNode) => putValue(field, value, options)
  if (setInText(resource.node, parts, { create, put })) return
  const fields = findFields(resource, parts, { path, create })
  if (fields.length === 0) throw fail('replacement-failed', notFound(path, create))
  for (const field of fields) put(field)
  if (holdsRecords(parts)) takeCopiedRecords(resource, recordsOf)
}

/** Whether the path is that of the annotations, in which Kustomize keeps its records of the resource. */
function holdsRecords(path: readonly string[]): boolean {
  return path[0] === 'metadata' && (path.length === 1 || (path.length === 2 && path[1] === 'annotations'))
}

function findFields(
  resource: Resource,
  parts: readonly string[],
  { path, create }: { path: string; create: YamlNode['kind'] | undefined },
): YamlNode[] {
  try {
    return matchPath(resource.node, parts, create)
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error
    throw new KustomizeError(
      [
        {
          code: 'replacement-failed',
          message: `${notFound(path, create)}: ${error.message}`,
          file: '',
          line: 0,
          column: 0,
        },
      ],
      [],
      { cause: error },
    )
  }
}

function notFound(path: string, create: YamlNode['kind'] | undefined): string {
  return `Cannot find ${create === undefined ? '' : 'or create '}the field "${path}" in a target of a replacement`
}

/** Puts a value into a field. A text keeps its quotes and its type; with a delimiter only a part of it changes. */
function putValue(field: YamlNode, value: YamlNode, options: FieldOptions | undefined): void {
  const delimiter = options?.delimiter ?? ''
  const copy = copyNode(value)
  countCopies(countNodes(value), value.value.length)
  if (delimiter !== '') {
    requireText(field)
    const parts = splitText(field.value, delimiter)
    const index = Number(options?.index ?? 0)
    const part = isMissingOrNull(value) ? '' : value.value
    if (index < 0) parts.unshift(part)
    else if (index >= parts.length) parts.push(part)
    else parts[index] = part
    copy.value = parts.join(delimiter)
    countCopies(0, copy.value.length)
  }
  if (field.kind === 'scalar') field.value = copy.value
  else overwriteNode(field, copy)
}
