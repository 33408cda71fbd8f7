import type { GeneratorOptions } from '../kustomization/kustomization.ts'
import { takeRecords } from '../resource/records.ts'
import type { Resource } from '../resource/resource.ts'
import { lookupOrCreate } from '../yaml/lookup.ts'
import { setField } from '../yaml/fields.ts'
import { stringNode, Tag, YamlNode } from '../yaml/node.ts'
import { compareBytes } from '../yaml/compare-bytes.ts'

/** Options of a generator with those of all generators: its own labels and annotations win, a `true` of either counts. */
export function mergeOptions(
  own: GeneratorOptions | undefined,
  general: GeneratorOptions | undefined,
): GeneratorOptions | undefined {
  if (own === undefined || general === undefined) return own ?? general
  return {
    node: own.node,
    labels: new Map([...(general.labels ?? []), ...(own.labels ?? [])]),
    annotations: new Map([...(general.annotations ?? []), ...(own.annotations ?? [])]),
    disableNameSuffixHash: own.disableNameSuffixHash === true || general.disableNameSuffixHash === true,
    immutable: own.immutable === true || general.immutable === true,
  }
}

/** `generatorOptions` and `options`: labels, annotations, immutability, and whether the name gets a hash. */
export function applyOptions(resource: Resource, options: GeneratorOptions | undefined): void {
  addMetadata(resource.node, 'labels', options?.labels)
  addMetadata(resource.node, 'annotations', options?.annotations)
  if (options?.immutable === true)
    setField(resource.node, 'immutable', new YamlNode('scalar', Tag.bool, 'true'))
  takeRecords(resource)
  if (options?.disableNameSuffixHash !== true) resource.state.needsHash = true
}

function addMetadata(node: YamlNode, field: string, texts: ReadonlyMap<string, string> = new Map()): void {
  if (texts.size === 0) return
  const map = lookupOrCreate(node, ['metadata', field], 'map')
  if (map === undefined) return
  for (const key of [...texts.keys()].toSorted(compareBytes))
    setField(map, key, stringNode(texts.get(key) ?? ''))
}
