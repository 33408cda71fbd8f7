import { countCopies } from '../growth.ts'
import type { FieldOptions } from '../kustomization/kustomization.ts'
import { fail, KustomizeError } from '../kustomize-error.ts'
import { holdsRecords, takeCopiedRecords } from '../resource/records.ts'
import type { Resource } from '../resource/resource.ts'
import { splitFieldPath } from '../yaml/field-path.ts'
import { matchPath } from '../yaml/match-path.ts'
import { copyNode, countNodes, isMissingOrNull, overwriteNode, type YamlNode } from '../yaml/node.ts'
import { setInText } from './replacement-in-text.ts'
import { requireText, type FoundValue } from './replacement-source.ts'

/** Where in a target a value goes. */
export interface TargetField {
  readonly path: string
  readonly options: FieldOptions | undefined
}

/** Writes a value into all fields of a resource that the path means; throws `replacement-failed` where there is none. */
export function setValue(
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
    const parts = field.value.split(delimiter)
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
