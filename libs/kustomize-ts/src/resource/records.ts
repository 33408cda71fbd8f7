import { clearField, getField, setField } from '../yaml/fields.ts'
import { lookupOrCreate } from '../yaml/lookup.ts'
import { copyNode, stringNode, type MaybeNode, type YamlNode } from '../yaml/node.ts'
import { originListText, originText } from './origin-text.ts'
import { emptyBookkeeping, type Behavior, type Bookkeeping } from './bookkeeping.ts'
import type { Resource } from './resource.ts'

const domain = 'internal.config.kubernetes.io/'
const originKey = 'config.kubernetes.io/origin'
const transformationsKey = 'alpha.config.kubernetes.io/transformations'

const lists = ['previousNames', 'previousNamespaces', 'previousKinds', 'prefixes', 'suffixes'] as const

const generated = `${domain}generatorBehavior`
const hashed = `${domain}needsHashSuffix`
const enabled = 'enabled'
const recordNames: ReadonlySet<string> = new Set([generated, hashed, ...lists.map((list) => domain + list)])

/** What Kustomize keeps in a resource's annotations while it works, as these annotations; operations on annotations see them. */
export function recordTexts({ state }: Resource): Map<string, string> {
  const texts = new Map<string, string>()
  for (const list of lists) if (state[list].length > 0) texts.set(domain + list, state[list].join(','))
  if (state.isGenerated) texts.set(generated, state.behavior)
  if (state.needsHash) texts.set(hashed, enabled)
  return texts
}

/** As `recordTexts`, with where the resource came from and what changed it. */
export function allRecordTexts(resource: Resource): Map<string, string> {
  const texts = recordTexts(resource)
  const { origin, transformations } = resource
  if (origin !== undefined) texts.set(originKey, originText(origin))
  return transformations.length > 0 ? texts.set(transformationsKey, originListText(transformations)) : texts
}

/** Moves records from where a value was copied from to the resource that has got it with its annotations. */
export function takeCopiedRecords(resource: Resource, from: Resource | undefined): void {
  resource.forget()
  takeRecords(resource)
  if (from === undefined) return
  const annotations = annotationsOf(resource.node)
  if (clearField(annotations, originKey) !== undefined) resource.origin = from.origin
  if (clearField(annotations, transformationsKey) !== undefined)
    resource.transformations = [...from.transformations]
}

/** The resource's node as Kustomize has it, with all records among its annotations. */
export function nodeWithRecords(resource: Resource): YamlNode {
  const texts = allRecordTexts(resource)
  if (texts.size === 0) return resource.node
  const node = copyNode(resource.node)
  const annotations = lookupOrCreate(node, ['metadata', 'annotations'], 'map')
  for (const [key, text] of annotations === undefined ? [] : texts)
    setField(annotations as YamlNode, key, stringNode(text))
  return node
}

/** Takes from annotations where a resource came from and what changed it, and tells which of the two were there. */
export function dropOriginTexts(annotations: Map<string, string>): {
  hasOrigin: boolean
  hasTransformations: boolean
} {
  return {
    hasOrigin: annotations.delete(originKey),
    hasTransformations: annotations.delete(transformationsKey),
  }
}

/** Whether Kustomize has annotations on the resource even if its file has none. */
export function hasRecords(resource: Resource): boolean {
  return (
    resource.origin !== undefined || resource.transformations.length > 0 || recordTexts(resource).size > 0
  )
}

/** Whether a resource, or a patch, has annotations that Kustomize takes for its records, whoever wrote them. */
export function namesRecords(node: YamlNode): boolean {
  return recordKeys(annotationsOf(node)).length > 0
}

/** Whether a patch says in its annotations that it may change the name or the kind. */
export function isEnabledBy(node: YamlNode, permission: 'allowNameChange' | 'allowKindChange'): boolean {
  return getField(annotationsOf(node), domain + permission)?.value === enabled
}

/** Reads the records that stand in the annotations of a resource, as users may write them too, and takes them out. */
export function takeRecords(resource: Resource): void {
  const annotations = annotationsOf(resource.node)
  for (const key of recordKeys(annotations)) {
    const text = clearField(annotations, key)?.value ?? ''
    readRecord(resource.state, key, text)
  }
}

/** Writes the records into the annotations, for an operation that may change them there. */
export function putRecords(resource: Resource): void {
  const texts = recordTexts(resource)
  if (texts.size === 0) return
  const annotations = lookupOrCreate(resource.node, ['metadata', 'annotations'], 'map')
  if (annotations === undefined) return
  for (const [key, text] of texts) setField(annotations, key, stringNode(text))
  resource.state = emptyBookkeeping()
}

function annotationsOf(node: YamlNode): MaybeNode {
  const annotations = getField(getField(node, 'metadata'), 'annotations')
  return annotations?.kind === 'map' ? annotations : undefined
}

function recordKeys(annotations: MaybeNode): string[] {
  const keys: string[] = []
  const content = annotations?.content ?? []
  for (let index = 0; index < content.length; index += 2) {
    const { value = '' } = content[index] ?? {}
    if (isRecord(value)) keys.push(value)
  }
  return keys
}

/** Whether Kustomize takes an annotation of that name for one of its records. */
export function isRecord(key: string): boolean {
  return key.startsWith(domain) && recordNames.has(key)
}

function readRecord(state: Bookkeeping, key: string, text: string): void {
  if (key === hashed) state.needsHash = text === enabled
  else if (key === generated) {
    state.isGenerated = true
    state.behavior = parseBehavior(text)
  }
  for (const list of lists) if (domain + list === key) state[list] = text.split(',')
}

/** The behavior that a word means; other words count as none. */
export function parseBehavior(text: string | undefined): Behavior {
  return text === 'create' || text === 'replace' || text === 'merge' ? text : 'unspecified'
}

/** Whether the path is that of the annotations, in which Kustomize keeps its records of the resource. */
export function holdsRecords(path: readonly string[]): boolean {
  return path[0] === 'metadata' && (path.length === 1 || (path.length === 2 && path[1] === 'annotations'))
}
