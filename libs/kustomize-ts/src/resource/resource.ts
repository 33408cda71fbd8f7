import { fail } from '../kustomize-error.ts'
import { clearField, getField, setField } from '../yaml/fields.ts'
import { lookup } from '../yaml/lookup.ts'
import { copyNode, overwriteNode, scalarNode, type YamlNode } from '../yaml/node.ts'
import { copyBookkeeping, emptyBookkeeping, type Bookkeeping } from './bookkeeping.ts'
import { livesOutsideNamespaces, parseApiVersion, type Gvk } from './gvk.ts'
import { metadataTexts, setMetadataTexts, setPath, textIn } from './metadata.ts'
import type { Origin, ResourceOrigin } from './origin.ts'
import { effectiveNamespace, type ResourceId } from './resource-id.ts'

/** A resource on its way through a build. Transformers change `node` in place. */
export class Resource {
  node: YamlNode
  state: Bookkeeping
  /** Names of variables whose value this resource holds. */
  variableNames: string[] = []
  /** Where the resource came from, when the build records it. */
  origin: Origin | undefined
  transformations: Origin[] = []
  /** The place in the file that it was read from. */
  source: ResourceOrigin | undefined

  constructor(node: YamlNode, state: Bookkeeping = emptyBookkeeping()) {
    this.node = node
    this.state = state
  }

  get kind(): string {
    return getField(this.node, 'kind')?.value ?? ''
  }

  get apiVersion(): string {
    return getField(this.node, 'apiVersion')?.value ?? ''
  }

  get gvk(): Gvk {
    return { ...parseApiVersion(this.apiVersion), kind: this.kind }
  }

  get name(): string {
    return textIn(getField(this.node, 'metadata'), 'name')
  }

  get namespace(): string {
    return textIn(getField(this.node, 'metadata'), 'namespace')
  }

  /** The id as it is now. */
  get id(): ResourceId {
    const { kind, apiVersion } = this
    const { group, version } = parseApiVersion(apiVersion)
    const metadata = getField(this.node, 'metadata')
    return {
      group,
      version,
      kind,
      name: textIn(metadata, 'name'),
      namespace: textIn(metadata, 'namespace'),
      clusterScoped: livesOutsideNamespaces({ group, version, kind }),
    }
  }

  /** The ids that the resource had before transformers changed it, the oldest first. */
  get previousIds(): ResourceId[] {
    const { previousNames, previousNamespaces, previousKinds } = this.state
    if (previousNames.length === 0) return []
    if (
      previousNames.length !== (previousNamespaces.length || 1) ||
      previousNames.length !== (previousKinds.length || 1)
    )
      throw fail(
        'invalid-resource',
        'A resource must not lose its name or its kind between changes',
        this.node,
      )
    const { group, version } = parseApiVersion(this.apiVersion)
    return previousNames.map((name, index) => ({
      group,
      version,
      kind: previousKinds[index] ?? '',
      name,
      namespace: previousNamespaces[index] ?? '',
      clusterScoped: false,
    }))
  }

  /** The id that the resource came with. */
  get originalId(): ResourceId {
    return this.previousIds[0] ?? this.id
  }

  /** Remembers the present id before something changes it. */
  storePreviousId(): void {
    const { id, state, node } = this
    this.dropEmptyAnnotations()
    // Commas separate what Kustomize records, so the lists would not be in step either.
    if (id.name.includes(',') || id.kind.includes(','))
      throw fail('invalid-resource', `Cannot rename "${id.name}": found a comma in its name or kind`, node)
    // Kustomize records no empty part, after which the lists are no longer in step and it refuses the resource.
    if (id.name !== '') state.previousNames.push(id.name)
    state.previousNamespaces.push(effectiveNamespace(id))
    if (id.kind !== '') state.previousKinds.push(id.kind)
  }

  /** Forgets all that Kustomize keeps in annotations, which a patch has replaced. */
  forget(): void {
    this.state = emptyBookkeeping()
    this.origin = undefined
    this.transformations = []
  }

  /** Kustomize drops empty annotations, and metadata that is empty then, whenever it writes an annotation of its own. */
  dropEmptyAnnotations(): void {
    const annotations = lookup(this.node, ['metadata', 'annotations'])
    if (annotations !== undefined && annotations.content.length === 0)
      clearField(getField(this.node, 'metadata'), 'annotations')
  }

  setName(name: string): void {
    setPath(this.node, ['metadata', 'name'], scalarNode(name))
  }

  setKind(kind: string): void {
    setField(this.node, 'kind', scalarNode(kind))
  }

  setNamespace(namespace: string): void {
    if (namespace === '') clearField(lookup(this.node, ['metadata']), 'namespace')
    else setPath(this.node, ['metadata', 'namespace'], scalarNode(namespace))
  }

  get labels(): Map<string, string> {
    return metadataTexts(this.node, 'labels')
  }

  get annotations(): Map<string, string> {
    return metadataTexts(this.node, 'annotations')
  }

  setLabels(labels: ReadonlyMap<string, string>): void {
    setMetadataTexts(this.node, 'labels', labels)
  }

  setAnnotations(annotations: ReadonlyMap<string, string>): void {
    setMetadataTexts(this.node, 'annotations', annotations)
  }

  /** A copy that shares nothing. */
  copy(): Resource {
    return this.copyWith(copyNode(this.node))
  }

  /** A copy that has a copy of the node which the caller made. */
  copyWith(node: YamlNode): Resource {
    const copy = new Resource(node, copyBookkeeping(this.state))
    copy.variableNames = [...this.variableNames]
    copy.origin = this.origin
    copy.transformations = [...this.transformations]
    copy.source = this.source
    return copy
  }
}

/** Gives a resource the content of another node, as a patch with `replace` does. */
export function replaceContent(resource: Resource, node: YamlNode): void {
  overwriteNode(resource.node, node)
}

/** The ids that a resource has and had, without what is known of its kind's scope. */
export function plainIds(resource: Resource): ResourceId[] {
  return [{ ...resource.id, clusterScoped: false }, ...resource.previousIds]
}
