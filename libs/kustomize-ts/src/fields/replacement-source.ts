import { fail } from '../kustomize-error.ts'
import type { FieldOptions, ReplacementEntry } from '../kustomization/kustomization.ts'
import { holdsRecords, nodeWithRecords } from '../resource/records.ts'
import { isSelectedBy } from '../resource/resource-id.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import { plainIds, type Resource } from '../resource/resource.ts'
import { splitFieldPath } from '../yaml/field-path.ts'
import { lookup } from '../yaml/lookup.ts'
import { copyNode, isMissingOrNull, isNilOrEmpty, scalarNode, type YamlNode } from '../yaml/node.ts'

/** The field that a replacement takes or changes where it names none. */
export const defaultPath = 'metadata.name'

/** What a replacement copies, and the resource of whose records it has a part. */
export interface FoundValue {
  readonly node: YamlNode
  readonly recordsOf?: Resource
}

/** The one value that a replacement copies; throws `replacement-failed` where there is none or several. */
export function findValue(resources: ResourceMap, { source, sourceValue }: ReplacementEntry): FoundValue {
  if (sourceValue !== undefined) {
    if (source !== undefined)
      throw fail('replacement-failed', 'A replacement must not have both a source and a value')
    return { node: scalarNode(sourceValue) }
  }
  const { group = '', version = '', kind = '', name = '', namespace = '', fieldPath = '' } = source ?? {}
  const wanted = { group, version, kind, name, namespace, clusterScoped: false }
  const matches = resources.resources.filter((resource) =>
    plainIds(resource).some((id) => isSelectedBy(id, wanted)),
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

/** With a delimiter, one part of the text. */
function partOf(node: YamlNode, options: FieldOptions | undefined): YamlNode {
  const delimiter = options?.delimiter ?? ''
  if (delimiter === '') return node
  requireText(node)
  const parts = (isMissingOrNull(node) ? '' : node.value).split(delimiter)
  const index = Number(options?.index ?? 0)
  const part = index < 0 ? undefined : parts[index]
  if (part === undefined) throw fail('replacement-failed', `There is no part ${index} in the source's text`)
  const copy = copyNode(node)
  copy.value = part
  return copy
}

/** Throws `replacement-failed` for what a delimiter cannot split. */
export function requireText(node: YamlNode): void {
  if (node.kind !== 'scalar') throw fail('replacement-failed', 'A delimiter can only be used with a text')
}
