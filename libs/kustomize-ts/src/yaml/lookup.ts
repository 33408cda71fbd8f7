import { fail } from '../kustomize-error.ts'
import { getField, requireKind, setField } from './fields.ts'
import {
  isMissingOrNull,
  listNode,
  mapNode,
  scalarNode,
  type MaybeNode,
  type NodeKind,
  type YamlNode,
} from './node.ts'

/**
 * Follows a path: names go into maps, numbers and `-` (the last) into lists, `[key=value]` to the list element with that field.
 * Undefined when something on the way is absent; throws `wrong-type` when a name meets a list or a scalar.
 */
export function lookup(node: MaybeNode, path: readonly string[]): MaybeNode {
  let current = node
  for (const part of path) {
    const step = part.trim()
    if (step === '') continue
    if (current === undefined) return undefined
    current = lookupStep(current, step)
  }
  return current
}

function lookupStep(node: YamlNode, step: string): MaybeNode {
  if (/^[-+]?\d+$/.test(step)) return elementAt(node, Number(step))
  if (step === '-') return elementAt(node, -1)
  if (step === '*') throw fail('bad-field-value', 'A wildcard is not supported in this path')
  if (step.startsWith('[') && step.endsWith(']')) return matchElement(node, splitElementPath(step))
  if (isMissingOrNull(node)) return undefined
  requireKind(node, 'map')
  return getField(node, step)
}

function elementAt(node: YamlNode, index: number): MaybeNode {
  requireKind(node, 'list')
  return node.content.at(index)
}

/** The element of a list whose field (or, with an empty field name, whose own text) is that value. */
export function matchElement(node: YamlNode, wanted: { field: string; value: string }): MaybeNode {
  requireKind(node, 'list')
  if (wanted.field === '') return node.content.find((element) => element.value === wanted.value)
  return node.content.find((element) => getField(element, wanted.field)?.value === wanted.value)
}

/** Splits `[key=value]`; throws `bad-field-value` where the equals sign is missing. */
export function splitElementPath(step: string): { field: string; value: string } {
  const inner = step.slice(1, -1)
  const index = inner.indexOf('=')
  if (index < 0)
    throw fail('bad-field-value', `A list element in a path must be "[field=value]": found "${step}"`)
  return { field: inner.slice(0, index), value: inner.slice(index + 1) }
}

/** Follows a path of names, creating maps on the way and a node of `kind` at its end. */
export function lookupOrCreate(node: YamlNode, path: readonly string[], kind: NodeKind): MaybeNode {
  let current: MaybeNode = node
  for (const [index, step] of path.entries()) {
    if (current === undefined || isMissingOrNull(current)) return undefined
    current = stepOrCreate(current, step, index === path.length - 1 ? kind : 'map')
  }
  return current
}

function stepOrCreate(node: YamlNode, step: string, kind: NodeKind): MaybeNode {
  if (/^[-+]?\d+$/.test(step) || step === '-' || step.startsWith('[')) return lookupStep(node, step)
  requireKind(node, 'map')
  return getField(node, step) ?? setField(node, step, createNode(kind))
}

/** An empty node of a kind; a scalar's type is left open. */
export function createNode(kind: NodeKind): YamlNode {
  if (kind === 'map') return mapNode()
  return kind === 'list' ? listNode() : scalarNode('')
}

/** Splits a field path at slashes; a backslash before a slash makes it part of the name. */
export function splitPath(path: string, delimiter = '/'): string[] {
  const parts = path.split(delimiter)
  if (parts.length > 1 && parts[0] === '') parts.shift()
  const result: string[] = [parts[0] ?? '']
  for (const part of parts.slice(1)) {
    const last = result.length - 1
    const previous = result[last] ?? ''
    if (previous.endsWith('\\')) result[last] = previous.slice(0, -1) + delimiter + part
    else result.push(part)
  }
  return result
}
