import { fail } from '../kustomize-error.ts'
import { visitFieldOfAnyKind, type FieldSpec } from '../resource/field-spec.ts'
import { isSelected, type Gvk } from '../resource/gvk.ts'
import { effectiveNamespace } from '../resource/resource-id.ts'
import type { Resource } from '../resource/resource.ts'
import { getField, setField, setScalar } from '../yaml/fields.ts'
import { isMissingOrNull, scalarNode, type YamlNode } from '../yaml/node.ts'
import type { Referable } from './referable.ts'
import { hasSameAffixes } from './same-affixes.ts'

/** Updates one field of a resource that refers to others. */
export class ReferenceFixer {
  readonly #referrer: Resource
  readonly #wanted: Gvk
  readonly #spec: FieldSpec
  readonly #referable: Referable

  constructor(referrer: Resource, wanted: Gvk, spec: FieldSpec, referable: Referable) {
    this.#referrer = referrer
    this.#wanted = wanted
    this.#spec = spec
    this.#referable = referable
  }

  fix(): void {
    visitFieldOfAnyKind(this.#referrer.node, this.#spec, { set: (node) => this.#update(node) })
  }

  #update(node: YamlNode): void {
    if (isMissingOrNull(node)) return
    if (node.kind === 'list') for (const element of node.content) this.#updateElement(element)
    else this.#updateElement(node)
  }

  #updateElement(node: YamlNode): void {
    if (node.kind === 'scalar') this.#updateText(node)
    else if (node.kind === 'map') this.#updateMap(node)
    else
      throw fail(
        'wrong-type',
        `A name in "${this.#spec.path}" must be a text or a map: found a ${node.kind}`,
        node,
      )
  }

  #updateText(node: YamlNode): void {
    const target = this.#select(node.value, this.#referable.byName(node.value), (resource) => resource.name)
    if (target === undefined || target.name === node.value) return
    setScalar(node, scalarNode(target.name))
  }

  #updateMap(node: YamlNode): void {
    const name = getField(node, 'name')
    if (name === undefined)
      throw fail('wrong-type', `A reference in "${this.#spec.path}" must have a name`, node)
    const candidates = this.#inNamespaceOf(node, this.#referable.byName(name.value))
    const target = this.#select(
      name.value,
      candidates,
      (resource) => `${resource.name}\n${resource.namespace}`,
    )
    if (target === undefined) return
    if (target.name === name.value && target.namespace === '') return
    setField(node, 'name', scalarNode(target.name))
    if (target.namespace !== '') setField(node, 'namespace', scalarNode(target.namespace))
  }

  /** A reference that names a namespace means the one that resources came from or, when none did, the one that they are in. */
  #inNamespaceOf(node: YamlNode, candidates: Resource[]): Resource[] {
    const namespace = getField(node, 'namespace')
    if (namespace === undefined) return candidates
    const isOriginal = this.#referable.hasFrom(namespace.value)
    return candidates.filter(
      (other) => effectiveNamespace(isOriginal ? other.originalId : other.id) === namespace.value,
    )
  }

  #select(name: string, among: Resource[], identity: (resource: Resource) => string): Resource | undefined {
    let candidates = among.filter((other) => other.previousIds.some((id) => isSelected(id, this.#wanted)))
    candidates = candidates.filter((other) => this.#isWantedRole(other) && this.#isInReach(other))
    if (candidates.length === 1) return candidates[0]
    candidates = candidates.filter((other) => hasSameAffixes(other, this.#referrer, { allowEmpty: true }))
    if (candidates.length > 1) {
      candidates = candidates.filter((other) => hasSameAffixes(other, this.#referrer, { allowEmpty: false }))
    }
    const identities = new Set(candidates.map(identity))
    if (identities.size <= 1) return candidates[0]
    throw fail(
      'reference-ambiguous',
      `The name "${name}" in "${this.#spec.path}" could mean ${candidates.length} resources`,
    )
  }

  /** A role reference says itself of what kind the role is. */
  #isWantedRole(other: Resource): boolean {
    if (!this.#spec.path.endsWith('roleRef/name')) return true
    const roleRef = getField(this.#referrer.node, 'roleRef')
    const group = getField(roleRef, 'apiGroup')
    const kind = getField(roleRef, 'kind')
    if (group === undefined || kind === undefined) return true
    return other.previousIds.some((id) =>
      isSelected(id, { group: group.value, version: '', kind: kind.value }),
    )
  }

  #isInReach(other: Resource): boolean {
    const { id } = this.#referrer
    if (id.clusterScoped || other.id.clusterScoped || other.kind === 'ServiceAccount') return true
    return effectiveNamespace(id) === effectiveNamespace(other.id)
  }
}
