import { RE2JS } from 're2js'

import { fail } from '../kustomize-error.ts'
import { resolveAnchors } from './anchors.ts'
import { nodeText } from './emit-node.ts'
import { createNode, splitElementPath } from './lookup.ts'
import { getField, requireKind, setField } from './fields.ts'
import { isMissingOrNull, mapNode, scalarNode, type MaybeNode, type NodeKind, type YamlNode } from './node.ts'
import { parseFirst } from './parse.ts'

/**
 * All nodes that a path leads to: names into maps, numbers into lists, `*` to every element, `[field=pattern]` to the elements
 * whose field has a match of the regular expression. With `create`, what is missing is made, ending in a node of that kind.
 */
export function matchPath(node: YamlNode, path: readonly string[], create?: NodeKind): YamlNode[] {
  const [step, ...rest] = path
  if (step === undefined) return [node]
  if (/^\+?\d+$/.test(step)) return matchIndex(node, Number(step), { rest, create })
  if (step.startsWith('[') && step.endsWith(']')) return matchElements(node, step, { rest, create })
  if (step === '*') return matchEvery(node, { rest, create })
  return matchName(node, step, { rest, create })
}

interface Onward {
  readonly rest: readonly string[]
  readonly create: NodeKind | undefined
}

function matchName(node: YamlNode, name: string, { rest, create }: Onward): YamlNode[] {
  let field: MaybeNode
  if (!isMissingOrNull(node)) {
    requireKind(node, 'map')
    field = getField(node, name)
  }
  if (field === undefined) {
    if (create === undefined) return []
    field = setField(node, name, createNode(nextKind(rest[0], create)))
  }
  if (field === undefined) return []
  // What is found inside of a text is a copy: it can be looked at, and changing it changes nothing.
  if (field.kind === 'scalar' && rest.length > 0) return matchPath(parseText(field), rest, create)
  return matchPath(field, rest, create)
}

function parseText(node: YamlNode): YamlNode {
  const { root, mustResolve } = parseFirst(node.value)
  if (root === undefined) throw fail('wrong-type', 'A path leads into an empty text', node)
  return mustResolve ? resolveAnchors(root) : root
}

function nextKind(next: string | undefined, create: NodeKind): NodeKind {
  if (next === undefined || next === '') return create
  return (next.startsWith('[') && next.endsWith(']')) || /^\+?\d+$/.test(next) ? 'list' : 'map'
}

function matchIndex(node: YamlNode, index: number, { rest, create }: Onward): YamlNode[] {
  const elements = listElements(node)
  let element = elements[index]
  if (elements.length === index && create !== undefined) {
    element = createNode(nextKind(rest[0], create))
    // What is put into a null is never seen.
    if (node.kind === 'list') node.content.push(element)
  }
  if (element === undefined) {
    throw fail(
      'replacement-failed',
      `A path names the list element ${index}: found ${elements.length} elements`,
    )
  }
  return matchPath(element, rest, create)
}

function matchEvery(node: YamlNode, { rest, create }: Onward): YamlNode[] {
  return listElements(node).flatMap((element) => matchPath(element, rest, create))
}

function matchElements(node: YamlNode, step: string, onward: Onward): YamlNode[] {
  const { field, value } = splitElementPath(step)
  const pattern = compile(value)
  const found = listElements(node).flatMap((element) => matchElement({ element, field, pattern }, onward))
  if (found.length > 0 || onward.create === undefined) return found
  node.content.push(field === '' ? scalarNode(value) : mapNode([scalarNode(field), scalarNode(value)]))
  return listElements(node).flatMap((element) => matchElement({ element, field, pattern }, onward))
}

interface Candidate {
  readonly element: YamlNode
  readonly field: string
  readonly pattern: RE2JS
}

function matchElement({ element, field, pattern }: Candidate, { rest, create }: Onward): YamlNode[] {
  const value = field === '' ? element : getField(element, field)
  if (value === undefined || !pattern.matcher(nodeText(value).trim()).find()) return []
  return field === '' ? [element] : matchPath(element, rest, create)
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    throw fail(
      'invalid-selector',
      `Cannot read the regular expression "${pattern}": ${(error as Error).message}`,
    )
  }
}

function listElements(node: YamlNode): readonly YamlNode[] {
  requireKind(node, 'list')
  return node.kind === 'list' ? [...node.content] : []
}
