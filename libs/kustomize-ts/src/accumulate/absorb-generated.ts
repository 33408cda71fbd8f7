import { encodeBase64 } from '../fields/config-map-generator.ts'
import { fail } from '../kustomize-error.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import { idText, isSameId } from '../resource/resource-id.ts'
import type { Resource } from '../resource/resource.ts'
import { addField, clearField, fieldNames, forEachField, getField } from '../yaml/fields.ts'
import { lookupOrCreate } from '../yaml/lookup.ts'
import { isMissingOrNull, stringNode, type YamlNode } from '../yaml/node.ts'
import { compareBytes } from '../yaml/compare-bytes.ts'

/** Adds generated resources: new ones at the end, those that merge or replace in the place of the one with their id. */
export function absorbGenerated(resources: ResourceMap, generated: readonly Resource[]): void {
  for (const resource of generated) absorb(resources, resource)
}

function absorb(resources: ResourceMap, resource: Resource): void {
  const { id } = resource
  const matches = resources.matchAnyId((candidate) => isSameId(id, candidate))
  const [old] = matches
  const { behavior } = resource.state
  if (matches.length > 1)
    throw fail('name-conflict', `There are ${matches.length} resources that could be ${idText(id)}`)
  if (old === undefined) {
    if (behavior === 'merge' || behavior === 'replace') {
      throw fail('name-conflict', `Cannot ${behavior} ${idText(id)}: there is no such resource`)
    }
    resources.append([resource])
    return
  }
  if (behavior !== 'merge' && behavior !== 'replace') {
    throw fail(
      'name-conflict',
      `There is already a resource ${idText(id)}: wanted the behavior "merge" or "replace"`,
    )
  }
  const data = behavior === 'merge' ? mergedData(resource, old) : undefined
  takeOverMetadata(resource, old)
  if (data !== undefined) setMergedData(resource, data)
  if (behavior === 'merge' && old.origin !== undefined) resource.origin = old.origin
  resources.replace(resource)
}

interface MergedData {
  readonly data: ReadonlyMap<string, string>
  readonly binaryData: ReadonlyMap<string, string>
}

function mergedData(resource: Resource, old: Resource): MergedData {
  const oldData = readTexts(old.node, 'data')
  const isSecret = resource.apiVersion === 'v1' && resource.kind === 'Secret'
  if (isSecret) for (const [key, value] of plainSecrets(old.node)) oldData.set(key, value)
  return {
    data: new Map([...oldData, ...readTexts(resource.node, 'data')]),
    binaryData: new Map([...readTexts(old.node, 'binaryData'), ...readTexts(resource.node, 'binaryData')]),
  }
}

/** The values that a secret has in plain text, encoded as the others are. */
function plainSecrets(node: YamlNode): Map<string, string> {
  const result = new Map<string, string>()
  const plain = getField(node, 'stringData')
  if (isMissingOrNull(plain)) return result
  for (const key of fieldNames(plain)) {
    const value = getField(plain, key)
    if (value?.kind !== 'scalar')
      throw fail('wrong-type', `The value of "${key}" in "stringData" must be a text`, value)
    result.set(key, encodeBase64(Buffer.from(isMissingOrNull(value) ? '' : value.value)))
  }
  return result
}

function readTexts(node: YamlNode, field: string): Map<string, string> {
  const result = new Map<string, string>()
  const map = getField(node, field)
  if (map === undefined || map.kind !== 'map') return result
  forEachField(map, (key) => {
    if (key.kind !== 'scalar') throw fail('wrong-type', `A key must be a scalar: found a ${key.kind}`, key)
    const value = getField(map, key.value)
    // A key that is null counts as one without a text, which then cannot be set.
    const text = value === undefined || isMissingOrNull(value) ? '' : value.value
    result.set(isMissingOrNull(key) ? '' : key.value, text)
  })
  return result
}

function setMergedData(resource: Resource, { data, binaryData }: MergedData): void {
  clearField(resource.node, 'data')
  setTexts(resource.node, 'data', data)
  clearField(resource.node, 'binaryData')
  setTexts(resource.node, 'binaryData', binaryData)
}

function setTexts(node: YamlNode, field: string, texts: ReadonlyMap<string, string>): void {
  if (texts.size === 0) return
  const map = lookupOrCreate(node, [field], 'map')
  if (map === undefined) return
  for (const key of [...texts.keys()].toSorted(compareBytes))
    addField(map, key, stringNode(texts.get(key) ?? ''))
}

/** Name, namespace, labels, annotations and records of the old resource; its own labels and annotations win. */
function takeOverMetadata(resource: Resource, old: Resource): void {
  const { needsHash, ...records } = resource.state
  resource.setLabels(new Map([...old.labels, ...resource.labels]))
  resource.setAnnotations(new Map([...old.annotations, ...resource.annotations]))
  resource.setName(old.name)
  resource.setNamespace(old.namespace)
  // The old resource's records win, but for the hash: without one of its own, a resource gets none.
  resource.state = { ...records, ...old.state, needsHash: needsHash && old.state.needsHash }
  resource.variableNames = [...old.variableNames]
  resource.transformations = [...old.transformations]
}
