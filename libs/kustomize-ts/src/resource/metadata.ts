import { fail } from '../kustomize-error.ts'
import { clearField, getField, setField } from '../yaml/fields.ts'
import { lookupOrCreate } from '../yaml/lookup.ts'
import {
  isMissingOrNull,
  isNilOrEmpty,
  mapNode,
  stringNode,
  type MaybeNode,
  type YamlNode,
} from '../yaml/node.ts'
import { compareBytes } from '../yaml/compare-bytes.ts'

/** The text of a field of the metadata; empty where there is none. */
export function textIn(map: MaybeNode, field: string): string {
  if (map === undefined || isNilOrEmpty(map)) return ''
  const value = getField(map, field)
  return value === undefined || isNilOrEmpty(value) ? '' : value.value
}

/** Sets a field of a map in a resource; throws `wrong-type` where that is no map. */
export function setPath(node: YamlNode, path: readonly [string, string], value: YamlNode): void {
  const parent = lookupOrCreate(node, [path[0]], 'map')
  if (isMissingOrNull(parent)) throw fail('wrong-type', `A resource must have "${path[0]}"`, node)
  setField(parent, path[1], value)
}

/** Writes labels or annotations anew, sorted and all as strings; an empty map removes the field. */
export function setMetadataTexts(node: YamlNode, field: string, texts: ReadonlyMap<string, string>): void {
  const metadata = lookupOrCreate(node, ['metadata'], 'map')
  if (metadata === undefined) return
  clearField(metadata, field)
  if (texts.size === 0) return
  const map = mapNode()
  for (const key of [...texts.keys()].toSorted(compareBytes))
    setField(map, key, stringNode(texts.get(key) ?? ''))
  setField(metadata, field, map)
}

/** The labels or annotations; the first of duplicate keys does not count, the last does. Throws `wrong-type`. */
export function metadataTexts(node: YamlNode, field: string): Map<string, string> {
  const result = new Map<string, string>()
  const metadata = getField(node, 'metadata')
  if (isNilOrEmpty(metadata)) return result
  const { content = [] } = getField(metadata, field) ?? {}
  // Kustomize does not ask whether it is a map: a list counts as one in which keys and values take turns.
  for (let index = 0; index < content.length; index += 2) {
    const value = content[index + 1]
    if (value === undefined) throw fail('wrong-type', `The ${field} of a resource must be a map`, node)
    result.set(content[index]?.value ?? '', value.value)
  }
  return result
}
