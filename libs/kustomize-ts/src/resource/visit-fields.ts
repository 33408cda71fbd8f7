import { getText } from '../yaml/fields.ts'
import type { YamlNode } from '../yaml/node.ts'
import {
  appliesTo,
  visitField,
  visitFieldOfAnyKind,
  type FieldSpec,
  type FieldVisitor,
} from './field-spec.ts'

/** Calls the visitor for every node that the paths of those fields lead to that the resource's kind has, field by field. */
export function visitFields(node: YamlNode, specs: readonly FieldSpec[], visitor: FieldVisitor): void {
  let known = indexes.get(specs)
  if (known === undefined) indexes.set(specs, (known = new FieldIndex(specs)))
  known.visit(node, visitor)
}

const indexes = new WeakMap<readonly FieldSpec[], FieldIndex>()

/** Kinds that an index remembers before it starts anew, so that a long session cannot make it grow for ever. */
const mostKinds = 1000

/** The fields of a list by the kind that has them: of 60 that labels go to, a kind has four, and to ask all was most of the work. */
class FieldIndex {
  readonly #specs: readonly FieldSpec[]
  readonly #byKind = new Map<string, readonly FieldSpec[]>()
  /** A field that changes the kind on the way decides which fields come next. */
  readonly #changesKind: boolean

  constructor(specs: readonly FieldSpec[]) {
    this.#specs = specs
    this.#changesKind = specs.some(({ path }) => /^\/?(?:kind|apiVersion)(?:\[\])?(?:\/|$)/.test(path))
  }

  visit(node: YamlNode, visitor: FieldVisitor): void {
    if (this.#changesKind) for (const spec of this.#specs) visitField(node, spec, visitor)
    else for (const spec of this.#of(node)) visitFieldOfAnyKind(node, spec, visitor)
  }

  #of(node: YamlNode): readonly FieldSpec[] {
    const key = `${getText(node, 'apiVersion')}\n${getText(node, 'kind')}`
    const known = this.#byKind.get(key)
    if (known !== undefined) return known
    const found = this.#specs.filter((spec) => appliesTo(spec, node))
    if (this.#byKind.size >= mostKinds) this.#byKind.clear()
    this.#byKind.set(key, found)
    return found
  }
}
