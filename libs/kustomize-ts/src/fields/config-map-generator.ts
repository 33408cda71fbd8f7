import { isUtf8 } from 'node:buffer'

import type { ConfigMapEntry, GeneratorOptions } from '../kustomization/kustomization.ts'
import { fail } from '../kustomize-error.ts'
import type { Loader } from '../reader/loader.ts'
import { Resource } from '../resource/resource.ts'
import { addField } from '../yaml/fields.ts'
import { lookupOrCreate } from '../yaml/lookup.ts'
import { mapNode, stringNode, type YamlNode } from '../yaml/node.ts'
import { compareBytes } from '../yaml/compare-bytes.ts'
import { parseBehavior } from '../resource/records.ts'
import { applyOptions, mergeOptions } from './generator-options.ts'
import { readSources } from './generator-sources.ts'

/** `configMapGenerator`: a config map of literals, files and env files. What is not UTF-8 goes to `binaryData`. */
export function generateConfigMap(
  loader: Loader,
  entry: ConfigMapEntry,
  general: GeneratorOptions | undefined,
): Resource {
  const resource = new Resource(baseNode('ConfigMap', entry))
  setConfigMapData(resource.node, readSources(loader, entry))
  return finishGenerated(resource, entry, general)
}

/** The skeleton of a generated resource. */
export function baseNode(kind: string, { name = '', namespace = '' }: ConfigMapEntry): YamlNode {
  if (name === '') throw fail('bad-field-value', `A generated ${kind} must have a name`)
  const metadata = mapNode()
  // With quotes where the text needs them, which a name that is set later keeps.
  addField(metadata, 'name', stringNode(name))
  if (namespace !== '') addField(metadata, 'namespace', stringNode(namespace))
  return mapNode([
    stringNode('apiVersion'),
    stringNode('v1'),
    stringNode('kind'),
    stringNode(kind),
    stringNode('metadata'),
    metadata,
  ])
}

/** Applies the options and the behavior of a generator to what it made. */
export function finishGenerated(
  resource: Resource,
  entry: ConfigMapEntry,
  general: GeneratorOptions | undefined,
): Resource {
  applyOptions(resource, mergeOptions(entry.options, general))
  resource.state.behavior = parseBehavior(entry.behavior)
  resource.state.isGenerated = true
  return resource
}

/** Sets the data of a config map, sorted by key. */
export function setConfigMapData(node: YamlNode, values: ReadonlyMap<string, Buffer>): void {
  for (const key of [...values.keys()].toSorted(compareBytes)) {
    const value = values.get(key) as Buffer
    const isText = isUtf8(value)
    const map = lookupOrCreate(node, [isText ? 'data' : 'binaryData'], 'map')
    if (map !== undefined) addField(map, key, stringNode(isText ? value.toString() : encodeBase64(value)))
  }
}

/** Base64 in lines of 70 characters, each with a line break; a text of less than one line has none. */
export function encodeBase64(value: Uint8Array): string {
  const text = Buffer.from(value).toString('base64')
  return text.length < 70 ? text : text.replaceAll(/.{1,70}/g, '$&\n')
}
