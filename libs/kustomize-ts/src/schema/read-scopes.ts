import { fail } from '../kustomize-error.ts'
import type { ValueMap } from '../yaml/value.ts'
import type { KindRule } from './schema.ts'

/**
 * Which kinds live in namespaces, by the paths of an OpenAPI document: a kind that can be had from a path with a namespace does,
 * one that only has others does not.
 */
export function readScopes(paths: ValueMap): Map<string, KindRule> {
  const scopes = new Map<string, KindRule>()
  for (const path of paths.keys()) {
    const kind = mapIn(mapIn(paths, path), 'get').get('x-kubernetes-group-version-kind')
    if (!(kind instanceof Map)) continue
    const key = kindKey(kind, path)
    if (path.includes('namespaces/{namespace}')) scopes.set(key, { scope: 'Namespaced' })
    else if (!scopes.has(key)) scopes.set(key, { scope: 'Cluster' })
  }
  return scopes
}

/** The key of a kind in a schema's table; throws where the version or the kind is missing. */
export function kindKey(entry: ValueMap, place: string): string {
  const group = textOf(entry, 'group')
  const version = entry.get('version')
  const kind = entry.get('kind')
  if (typeof version !== 'string' || typeof kind !== 'string')
    throw fail('bad-field-value', `A kind of "${place}" must have a "version" and a "kind"`)
  return `${group === '' ? version : `${group}/${version}`}/${kind}`
}

/** A map in a map; one that is absent or null is empty. */
export function mapIn(map: ValueMap, field: string): ValueMap {
  const value = map.get(field) ?? null
  if (value instanceof Map) return value
  if (value === null) return new Map()
  throw fail('bad-field-value', `The field "${field}" of an OpenAPI document must be a map`)
}

/** The text in a map; empty where there is none. */
export function textOf(map: ValueMap, field: string): string {
  const value = map.get(field)
  return typeof value === 'string' ? value : ''
}
