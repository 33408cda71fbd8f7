import type { GeneratorOptions, SecretEntry } from '../kustomization/kustomization.ts'
import type { Loader } from '../reader/loader.ts'
import { Resource } from '../resource/resource.ts'
import { addField, setField } from '../yaml/fields.ts'
import { lookupOrCreate } from '../yaml/lookup.ts'
import { stringNode, type YamlNode } from '../yaml/node.ts'
import { compareBytes } from '../yaml/compare-bytes.ts'
import { baseNode, encodeBase64, finishGenerated } from './config-map-generator.ts'
import { readSources } from './generator-sources.ts'

/** `secretGenerator`: a secret, `Opaque` unless it says otherwise, of literals, files and env files. */
export function generateSecret(
  loader: Loader,
  entry: SecretEntry,
  general: GeneratorOptions | undefined,
): Resource {
  const resource = new Resource(baseNode('Secret', entry))
  const { type = '' } = entry
  setField(resource.node, 'type', stringNode(type === '' ? 'Opaque' : type))
  setSecretData(resource.node, readSources(loader, entry))
  return finishGenerated(resource, entry, general)
}

/** Sets the data of a secret, in base64 and sorted by key; a secret without any gets an empty map. */
export function setSecretData(node: YamlNode, values: ReadonlyMap<string, Buffer>): void {
  const map = lookupOrCreate(node, ['data'], 'map')
  if (map === undefined) return
  for (const key of [...values.keys()].toSorted(compareBytes)) {
    addField(map, key, stringNode(encodeBase64(values.get(key) as Buffer)))
  }
}
