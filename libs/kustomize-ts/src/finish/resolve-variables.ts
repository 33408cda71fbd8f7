import type { Variable } from '../target/variable-set.ts'
import { countCopies } from '../growth.ts'
import { fail, locate } from '../kustomize-error.ts'
import { locateResource } from '../resource/locate-resource.ts'
import { visitField, type FieldSpec } from '../resource/field-spec.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import type { Resource } from '../resource/resource.ts'
import { splitFieldPath, splitIndexes } from '../yaml/field-path.ts'
import { lookup } from '../yaml/lookup.ts'
import { isMissingOrNull, isStringScalar, Tag, type YamlNode } from '../yaml/node.ts'
import { decimalText, variableText } from '../yaml/number-text.ts'
import { expandVariables, type VariableValue } from './expand-variables.ts'

/** Puts the values of variables in the place of `$(NAME)`, in the fields that are configured for it. */
export function resolveVariables(
  resources: ResourceMap,
  variables: readonly Variable[],
  fieldSpecs: readonly FieldSpec[],
): void {
  if (variables.length === 0) return
  const values = new Map(variables.map((variable) => [variable.name, findValue(resources, variable)]))
  for (const resource of resources.resources) {
    locateResource(resource, () => expandFields(resource, fieldSpecs, values))
  }
}

type Values = ReadonlyMap<string, VariableValue | undefined>

function expandFields({ node }: Resource, fieldSpecs: readonly FieldSpec[], values: Values): void {
  for (const spec of fieldSpecs) visitField(node, spec, { set: (field) => expandField(field, values) })
}

/** The value of a variable; undefined where it is a map or a list, which nothing can be replaced by. */
function findValue(resources: ResourceMap, variable: Variable): VariableValue | undefined {
  const source = resources.resources.find((resource) => resource.variableNames.includes(variable.name))
  return locate(variable.position, () => {
    if (source !== undefined) return readValue(source, variable)
    throw fail('variable-unresolved', `The variable "${variable.name}" refers to no resource that is there`)
  })
}

function readValue(source: Resource, { name, fieldPath }: Variable): VariableValue | undefined {
  const node = lookup(source.node, splitIndexes(splitFieldPath(fieldPath)))
  const value = node === undefined ? undefined : typedValue(node)
  if (value === undefined) {
    throw fail(
      'variable-unresolved',
      `The variable "${name}" has no value: there is no usable field "${fieldPath}"`,
    )
  }
  return value === 'structure' ? undefined : value
}

function typedValue(node: YamlNode): VariableValue | 'structure' | undefined {
  if (node.kind !== 'scalar') return 'structure'
  const { tag, value } = node
  if (tag === Tag.int)
    return /^[-+]?\d+$/.test(value) ? { value: BigInt(value), text: BigInt(value).toString() } : undefined
  if (tag === Tag.float) return { value: Number(value), text: variableText(Number(value)) }
  if (tag !== Tag.bool) return { value, text: value }
  if (!/^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value)) return undefined
  const isTrue = /^[1tT]/.test(value)
  return { value: isTrue, text: String(isTrue) }
}

function expandField(field: YamlNode, values: Values): void {
  if (isMissingOrNull(field)) return
  if (field.kind === 'scalar') {
    if (isStringScalar(field)) expandScalar(field, values)
  } else if (field.kind === 'list') {
    for (const element of field.content) expandElement(element, values)
  } else {
    expandMap(field, values)
  }
}

function expandElement(element: YamlNode, values: Values): void {
  if (!isStringScalar(element)) throw fail('wrong-type', 'A list with variables may hold texts only', element)
  expandScalar(element, values)
}

function expandMap(map: YamlNode, values: Values): void {
  for (let index = 0; index + 1 < map.content.length; index += 2) {
    const key = map.content[index] as YamlNode
    const value = map.content[index + 1] as YamlNode
    if (!isStringScalar(key))
      throw fail('wrong-type', `A map with variables may have texts as keys only: found "${key.value}"`)
    if (isStringScalar(value)) expandScalar(value, values)
  }
}

/** A text that is nothing but a variable takes over the type of its value too. */
function expandScalar(node: YamlNode, values: Values): void {
  const { value, text } = expandVariables(node.value, values)
  countCopies(0, text.length)
  node.style = 'plain'
  node.tagged = false
  if (typeof value === 'string') {
    node.value = value
    node.tag = Tag.string
  } else if (typeof value === 'boolean') {
    node.value = String(value)
    node.tag = Tag.bool
  } else {
    node.value = typeof value === 'bigint' ? value.toString() : decimalText(value)
    node.tag = typeof value === 'bigint' ? Tag.int : Tag.float
  }
}
