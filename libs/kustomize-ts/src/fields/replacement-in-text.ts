import { fail, KustomizeError } from '../kustomize-error.ts'
import { resolveAnchors } from '../yaml/anchors.ts'
import { nodeText } from '../yaml/emit-node.ts'
import { keepComments } from './comments-in-text.ts'
import { lookup } from '../yaml/lookup.ts'
import { matchPath } from '../yaml/match-path.ts'
import type { MaybeNode, NodeKind, YamlNode } from '../yaml/node.ts'
import { hasComment, parseDocument } from '../yaml/parse.ts'
import { toJson } from '../yaml/json-text.ts'
import { toValue, type Value } from '../yaml/value.ts'

/** What to do with the field, and whether to make it. */
export interface TextChange {
  readonly create: NodeKind | undefined
  readonly put: (field: YamlNode) => void
}

/**
 * Changes a field inside of a text that is itself YAML or JSON, such as a file in a config map. Returns false when the path
 * does not lead into such a text. A text with comments of which the new places are not certain is refused.
 */
export function setInText(node: YamlNode, path: readonly string[], change: TextChange): boolean {
  for (let length = 1; length < path.length; length++) {
    const field = tryLookup(node, path.slice(0, length))
    if (field?.kind !== 'scalar') continue
    const document = tryParse(field.value)
    if (document === 'unreadable') continue
    return document !== undefined && changeText(field, document, { ...change, path: path.slice(length) })
  }
  return false
}

function tryLookup(node: YamlNode, path: readonly string[]): MaybeNode {
  return attempt(() => lookup(node, path))
}

function tryParse(text: string): MaybeNode | 'unreadable' {
  let result: MaybeNode | 'unreadable' = 'unreadable'
  attempt(() => (result = parseDocument(text)))
  return result
}

function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action()
  } catch (error) {
    if (error instanceof KustomizeError) return undefined
    throw error
  }
}

function changeText(
  field: YamlNode,
  document: YamlNode,
  { create, put, path }: TextChange & { path: readonly string[] },
): boolean {
  const data = attempt(() => resolveAnchors(document))
  const before = data !== undefined && hasComment(field.value) ? nodeText(data).trim() : undefined
  const fields = data === undefined ? undefined : attempt(() => matchPath(data, path, create))
  if (data === undefined || fields === undefined || fields.length === 0) return false
  const isDone = attempt(() => {
    for (const found of fields) put(found)
    return true
  })
  if (isDone !== true) return false
  const text = attempt(() => writeText(data, field.value))
  if (text === undefined) return false
  field.value = before === undefined ? text : withComments(field, before, text)
  return true
}

function withComments(field: YamlNode, before: string, text: string): string {
  const result = keepComments(field.value, before, text)
  if (result !== undefined) return result
  throw fail(
    'unsupported',
    'Cannot replace a value in this text, as its comments could get other places: put each above a line, or behind a value',
    field,
  )
}

function writeText(data: YamlNode, original: string): string {
  const first = original.trim()[0]
  if (first !== '{' && first !== '[') return nodeText(data).trim()
  const value = toValue(data)
  return original.includes('\n') && original.includes('  ') ? indentedJson(value, '') : toJson(value)
}

function indentedJson(value: Value, indent: string): string {
  const inner = `${indent}  `
  if (Array.isArray(value) && value.length > 0) {
    return `[\n${value.map((element) => inner + indentedJson(element, inner)).join(',\n')}\n${indent}]`
  }
  if (!(value instanceof Map) || value.size === 0) return toJson(value)
  const keys = [...value.keys()].toSorted()
  const lines = keys.map((key) => `${inner}${toJson(key)}: ${indentedJson(value.get(key) ?? null, inner)}`)
  return `{\n${lines.join(',\n')}\n${indent}}`
}
