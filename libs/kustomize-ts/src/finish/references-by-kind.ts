import type { NameReference } from '../configuration/configuration.ts'
import type { FieldSpec } from '../resource/field-spec.ts'
import { gvkText, isSelected, type Gvk } from '../resource/gvk.ts'

const known = new WeakMap<readonly NameReference[], ReferencesByKind>()

/** A session mostly has one configuration, and asks for the same kinds in each build. */
export function referencesByKind(references: readonly NameReference[]): ReferencesByKind {
  let found = known.get(references)
  if (found === undefined) known.set(references, (found = new ReferencesByKind(references)))
  return found
}

/** Kinds that are remembered before all are forgotten, so that a long session cannot make them grow for ever. */
const mostKinds = 1000

/** The fields that refer to others, with the kind that each refers to, by the kind that has them. */
class ReferencesByKind {
  readonly #references: readonly NameReference[]
  readonly #known = new Map<string, (readonly [NameReference, FieldSpec])[]>()

  constructor(references: readonly NameReference[]) {
    this.#references = references
  }

  of(gvk: Gvk): readonly (readonly [NameReference, FieldSpec])[] {
    const key = gvkText(gvk)
    const fields = this.#known.get(key)
    if (fields !== undefined) return fields
    const found = this.#references.flatMap((reference) =>
      reference.fieldSpecs.flatMap((spec) => (isSelected(gvk, spec) ? [[reference, spec] as const] : [])),
    )
    if (this.#known.size >= mostKinds) this.#known.clear()
    this.#known.set(key, found)
    return found
  }
}
