import { fail } from '../kustomize-error.ts'
import { createNode, lookup, lookupOrCreate, splitPath } from '../yaml/lookup.ts'
import { getField } from '../yaml/fields.ts'
import { Tag, type MaybeNode, type NodeKind, type YamlNode } from '../yaml/node.ts'
import { isSelected, parseApiVersion, type Gvk } from './gvk.ts'

/** A field that a transformer touches: in which kinds, where, and whether it is made where it is absent. */
export interface FieldSpec extends Gvk {
  readonly path: string
  readonly create: boolean
}

/** Whether a resource is of a kind that the field belongs to. */
export function appliesTo(spec: Gvk, node: YamlNode): boolean {
  const kind = getField(node, 'kind')?.value ?? ''
  if (spec.kind !== '' && spec.kind !== kind) return false
  const { group, version } = parseApiVersion(getField(node, 'apiVersion')?.value ?? '')
  return (spec.group === '' || spec.group === group) && (spec.version === '' || spec.version === version)
}

/** What to do with each node at a field's path, and what to make where it is absent. */
export interface FieldVisitor {
  readonly set: (node: YamlNode) => void
  /** The kind to create; without it, nothing is created whatever the field says. */
  readonly createKind?: NodeKind
  readonly createTag?: string
}

/** Calls the visitor for every node that the field's path leads to in a resource of a fitting kind. */
export function visitField(node: YamlNode, spec: FieldSpec, visitor: FieldVisitor): void {
  if (appliesTo(spec, node)) visitFieldOfAnyKind(node, spec, visitor)
}

/** Calls the visitor for every node that the field's path leads to, whatever the kind of the resource. */
export function visitFieldOfAnyKind(node: YamlNode, spec: FieldSpec, visitor: FieldVisitor): void {
  visitPath(node, 0, { path: stepsOf(spec), spec, visitor })
}

const knownSteps = new WeakMap<FieldSpec, readonly string[]>()

/** The steps of a field's path, split once: a render follows some 30 paths for each deployment. */
function stepsOf(spec: FieldSpec): readonly string[] {
  const known = knownSteps.get(spec)
  if (known !== undefined) return known
  const steps = splitPath(spec.path)
  knownSteps.set(spec, steps)
  return steps
}

interface VisitContext {
  readonly path: readonly string[]
  readonly spec: FieldSpec
  readonly visitor: FieldVisitor
}

function visitPath(node: YamlNode, depth: number, context: VisitContext): void {
  if (depth === context.path.length) {
    context.visitor.set(node)
    return
  }
  if (node.tag === Tag.null) return
  if (node.kind === 'list') {
    for (const element of node.content) visitPath(element, depth, context)
  } else if (node.kind === 'map') {
    visitMap(node, depth, context)
  } else {
    throw fail(
      'wrong-type',
      `Cannot find "${context.spec.path}": wanted a map or a list on the way, found a scalar`,
      node,
    )
  }
}

function visitMap(node: YamlNode, depth: number, context: VisitContext): void {
  const step = context.path[depth] ?? ''
  const isList = step.endsWith('[]')
  const name = isList ? step.slice(0, -2) : step
  if (name === '') throw fail('bad-field-value', `A field path has an empty part: "${context.spec.path}"`)
  const wanted = wantedKind({ isList, isLast: depth + 1 === context.path.length }, context)
  const field: MaybeNode =
    wanted.create === undefined ? lookupName(node, name) : lookupOrCreate(node, [name], wanted.create)
  if (field === undefined) return
  if (field.tag === Tag.null && wanted.kind !== undefined) becomeEmpty(field, wanted.kind, wanted.tag)
  visitPath(field, depth + 1, context)
}

/** A part that is a number or in brackets means an element of a list, and so is an error where a map is. */
function lookupName(node: YamlNode, name: string): MaybeNode {
  return /^[-+\d[*\s]|\s$/.test(name) ? lookup(node, [name]) : getField(node, name)
}

interface Wanted {
  readonly create?: NodeKind
  readonly kind?: NodeKind
  readonly tag: string
}

const onlyPresent: Wanted = { tag: Tag.none }
const presentList: Wanted = { kind: 'list', tag: Tag.none }
const createdMap: Wanted = { create: 'map', kind: 'map', tag: Tag.map }

function wantedKind(step: { isList: boolean; isLast: boolean }, { spec, visitor }: VisitContext): Wanted {
  if (step.isList) return presentList
  if (!spec.create || visitor.createKind === undefined) return onlyPresent
  if (!step.isLast) return createdMap
  return { create: visitor.createKind, kind: visitor.createKind, tag: visitor.createTag ?? Tag.none }
}

/** A null on the way to a field that may be created turns into what is wanted there. */
function becomeEmpty(node: YamlNode, kind: NodeKind, tag: string): void {
  const empty = createNode(kind)
  node.kind = kind
  node.content = empty.content
  node.tag = tag === Tag.none ? empty.tag : tag
}

/** Adds fields to others; throws `merge-conflict` when one is there already with another `create`. */
export function mergeFieldSpecs(specs: readonly FieldSpec[], added: readonly FieldSpec[]): FieldSpec[] {
  const result = [...specs]
  const byPath = Map.groupBy(specs, ({ path }) => path)
  for (const spec of added) {
    const others = byPath.get(spec.path) ?? []
    const existing = others.find((other) => isSelected(other, spec))
    if (existing === undefined) {
      result.push(spec)
      byPath.set(spec.path, [...others, spec])
    } else if (existing.create !== spec.create) {
      throw fail('merge-conflict', `The field "${spec.path}" is configured twice, with and without "create"`)
    }
  }
  return result
}
