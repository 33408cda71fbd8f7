import type { NameReference } from '../configuration/configuration.ts'
import { visitFieldOfAnyKind, type FieldSpec } from '../resource/field-spec.ts'
import { apiVersionOf, gvkText, isSelected, type Gvk } from '../resource/gvk.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import { effectiveNamespace } from '../resource/resource-id.ts'
import type { Resource } from '../resource/resource.ts'
import { fail } from '../kustomize-error.ts'
import { locateResource } from '../resource/locate-resource.ts'
import { getField, getText, setField, setScalar } from '../yaml/fields.ts'
import { isMissingOrNull, scalarNode, type YamlNode } from '../yaml/node.ts'
import { toValue } from '../yaml/value.ts'
import { hasSameAffixes } from './same-affixes.ts'

/**
 * Updates the names by which resources refer to others whose names have changed. It looks at each reference even if no name
 * has, because Kustomize refuses what has another type than a reference or the way to it may have.
 */
export function fixReferences(resources: ResourceMap, references: readonly NameReference[]): void {
  const renamed = indexByPreviousName(resources)
  const uses = referencesByKind(references)
  for (const referrer of resources.resources) {
    const fields = uses.of(referrer.originalId)
    if (fields.length === 0) continue
    locateResource(referrer, () => {
      requireVersion(referrer)
      const referable = findReferable(referrer, resources.resources, renamed)
      for (const [wanted, spec] of fields) new ReferenceFixer(referrer, wanted, spec, referable).fix()
    })
  }
}

/** Kustomize compares the version with what it makes of its parts, and refuses one that differs. */
function requireVersion({ node, gvk }: Resource): void {
  const version = getField(node, 'apiVersion')
  const text = isMissingOrNull(version) ? '' : version.value
  if (text === apiVersionOf(gvk)) return
  throw fail('invalid-resource', `An apiVersion must be "version" or "group/version": found "${text}"`, node)
}

const known = new WeakMap<readonly NameReference[], ReferencesByKind>()

/** A session mostly has one configuration, and asks for the same kinds in each build. */
function referencesByKind(references: readonly NameReference[]): ReferencesByKind {
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

type ByName = ReadonlyMap<string, readonly Resource[]>

function indexByPreviousName(resources: ResourceMap): ByName {
  const index = new Map<string, Resource[]>()
  for (const resource of resources.resources) {
    for (const name of new Set(resource.state.previousNames)) {
      const others = index.get(name)
      if (others === undefined) index.set(name, [resource])
      else others.push(resource)
    }
  }
  return index
}

/** What a resource could refer to. */
interface Referable {
  /** The resources that had that name at some time. */
  readonly byName: (name: string) => Resource[]
  /** Whether any resource, whatever its name, came from that namespace. */
  readonly hasFrom: (namespace: string) => boolean
}

/** A resource could refer to what is in its namespace or in none, and to what a role binding names. */
function findReferable(referrer: Resource, all: readonly Resource[], renamed: ByName): Referable {
  const { id } = referrer
  const namespace = effectiveNamespace(id)
  const bound = boundNamespaces(referrer)
  const isReferable = (other: Resource) =>
    id.clusterScoped ||
    other.id.clusterScoped ||
    effectiveNamespace(other.id) === namespace ||
    bound.has(other.namespace)
  return {
    byName: (name) => (renamed.get(name) ?? []).filter(isReferable),
    hasFrom: (from) =>
      all.some((other) => effectiveNamespace(other.originalId) === from && isReferable(other)),
  }
}

function boundNamespaces(referrer: Resource): ReadonlySet<string> {
  const result = new Set<string>()
  const subjects = getField(referrer.node, 'subjects')
  if (referrer.kind !== 'RoleBinding' || subjects?.kind !== 'list') return result
  for (const subject of subjects.content) {
    if (subject.kind !== 'map') throw fail('wrong-type', 'A subject must be a map', subject)
    const namespace = getField(subject, 'namespace')
    const kind = getField(subject, 'kind')
    if (namespace !== undefined && kind !== undefined && typeof toValue(kind) !== 'string')
      throw fail('wrong-type', 'The kind of a subject must be a text', kind)
    if (namespace === undefined || getText(subject, 'kind') !== 'ServiceAccount') continue
    if (typeof toValue(namespace) !== 'string')
      throw fail('wrong-type', 'The namespace of a subject must be a text', namespace)
    result.add(namespace.value)
  }
  return result
}

class ReferenceFixer {
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
