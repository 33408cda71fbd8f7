import { fail } from '../kustomize-error.ts'
import { clearField, getField, lookup, lookupOrCreate, setField } from '../yaml/fields.ts'
import {
  copyNode,
  isMissingOrNull,
  isNilOrEmpty,
  mapNode,
  overwriteNode,
  scalarNode,
  stringNode,
  type MaybeNode,
  type YamlNode,
} from '../yaml/node.ts'
import { compareBytes } from '../yaml/value.ts'
import { livesOutsideNamespaces, parseApiVersion, type Gvk } from './gvk.ts'
import type { Origin, ResourceOrigin } from './origin.ts'
import { effectiveNamespace, type ResourceId } from './resource-id.ts'

/** How a generated resource meets one of the same id. */
export type Behavior = 'unspecified' | 'create' | 'replace' | 'merge'

/** What Kustomize keeps in annotations while it works, and what is gone from the result. */
export interface Bookkeeping {
  previousNames: string[]
  previousNamespaces: string[]
  previousKinds: string[]
  prefixes: string[]
  suffixes: string[]
  behavior: Behavior
  isGenerated: boolean
  needsHash: boolean
  allowNameChange: boolean
  allowKindChange: boolean
}

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
      previousNames.length !== previousNamespaces.length ||
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
    return this.#texts('labels')
  }

  get annotations(): Map<string, string> {
    return this.#texts('annotations')
  }

  /** Texts of a map in the metadata; the first of duplicate keys does not count, the last does. */
  #texts(field: string): Map<string, string> {
    const result = new Map<string, string>()
    const metadata = getField(this.node, 'metadata')
    if (isNilOrEmpty(metadata)) return result
    const { content = [] } = getField(metadata, field) ?? {}
    // Kustomize does not ask whether it is a map: a list counts as one in which keys and values take turns.
    for (let index = 0; index < content.length; index += 2) {
      const value = content[index + 1]
      if (value === undefined) throw fail('wrong-type', `The ${field} of a resource must be a map`, this.node)
      result.set(content[index]?.value ?? '', value.value)
    }
    return result
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

/** Bookkeeping of a resource that nothing has touched. */
export function emptyBookkeeping(): Bookkeeping {
  return {
    previousNames: [],
    previousNamespaces: [],
    previousKinds: [],
    prefixes: [],
    suffixes: [],
    behavior: 'unspecified',
    isGenerated: false,
    needsHash: false,
    allowNameChange: false,
    allowKindChange: false,
  }
}

function copyBookkeeping(state: Bookkeeping): Bookkeeping {
  return {
    ...state,
    previousNames: [...state.previousNames],
    previousNamespaces: [...state.previousNamespaces],
    previousKinds: [...state.previousKinds],
    prefixes: [...state.prefixes],
    suffixes: [...state.suffixes],
  }
}

function textIn(map: MaybeNode, field: string): string {
  if (map === undefined || isNilOrEmpty(map)) return ''
  const value = getField(map, field)
  return value === undefined || isNilOrEmpty(value) ? '' : value.value
}

function setPath(node: YamlNode, path: readonly [string, string], value: YamlNode): void {
  const parent = lookupOrCreate(node, [path[0]], 'map')
  if (isMissingOrNull(parent)) throw fail('wrong-type', `A resource must have "${path[0]}"`, node)
  setField(parent, path[1], value)
}

/** Writes labels or annotations anew, sorted and all as strings; an empty map removes the field. */
function setMetadataTexts(node: YamlNode, field: string, texts: ReadonlyMap<string, string>): void {
  const metadata = lookupOrCreate(node, ['metadata'], 'map')
  if (metadata === undefined) return
  clearField(metadata, field)
  if (texts.size === 0) return
  const map = mapNode()
  for (const key of [...texts.keys()].toSorted(compareBytes))
    setField(map, key, stringNode(texts.get(key) ?? ''))
  setField(metadata, field, map)
}

/** Gives a resource the content of another node, as a patch with `replace` does. */
export function replaceContent(resource: Resource, node: YamlNode): void {
  overwriteNode(resource.node, node)
}
