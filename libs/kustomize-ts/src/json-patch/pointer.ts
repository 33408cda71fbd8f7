import { countCopies } from '../growth.ts'
import { fail, type KustomizeError } from '../kustomize-error.ts'
import type { Value, ValueMap } from '../yaml/value.ts'

/** The data that operations change; replacing the whole of it changes `data`. */
export interface Target {
  data: Value
}

type Container = Value[] | ValueMap

interface Place {
  readonly container: Container
  readonly key: string
}

/** Adds a value: a new field of a map, or an element before that index of a list (`-` is its end). */
export function addAt(target: Target, path: string, value: Value): void {
  const { container, key } = findPlace(target, path)
  if (container instanceof Map) container.set(key, value)
  else if (key === '-') container.push(value)
  else container.splice(indexIn(container, { key, path, limit: container.length }), 0, value)
}

/** Removes what is there; throws when nothing is. */
export function removeAt(target: Target, path: string): void {
  const { container, key } = findPlace(target, path)
  if (container instanceof Map) {
    if (!container.delete(key)) throw missing(path)
  } else {
    container.splice(indexIn(container, { key, path, limit: container.length - 1 }), 1)
  }
}

/** Replaces a value. A map need not have the field, which departs from the RFC as Kustomize does. */
export function replaceAt(target: Target, path: string, value: Value): void {
  if (path === '') {
    if (!isContainer(value))
      throw fail('patch-failed', 'The whole of a resource can only be replaced by a map or a list')
    target.data = value
    return
  }
  const { container, key } = findPlace(target, path)
  if (container instanceof Map) container.set(key, value)
  else container[indexIn(container, { key, path, limit: container.length - 1 })] = value
}

/** The value at a path, or all of the data; null where a map lacks the field. */
export function getAtOrWhole(target: Target, path: string): Value {
  return path === '' ? target.data : getAt(target, path)
}

/** The value at a path inside of the data; null where a map lacks the field. */
export function getAt(target: Target, path: string): Value {
  const { container, key } = findPlace(target, path)
  if (container instanceof Map) return container.get(key) ?? null
  return container[indexIn(container, { key, path, limit: container.length - 1 })] ?? null
}

/** A deep copy, which counts: a value that is copied into itself grows with every operation. */
export function copyValue(value: Value): Value {
  countCopies(1, typeof value === 'string' ? value.length : 0)
  if (Array.isArray(value)) return value.map(copyValue)
  if (!(value instanceof Map)) return value
  return new Map([...value].map(([key, inner]) => [key, copyValue(inner)]))
}

/** Follows all parts of a path but the last. What precedes the first slash does not count. */
function findPlace(target: Target, path: string): Place {
  const parts = path.split('/').slice(1).map(decodeKey)
  const key = parts.pop()
  let container: Value = target.data
  if (key === undefined) throw missing(path)
  for (const part of parts) {
    if (!isContainer(container)) throw missing(path)
    container = child(container, part)
  }
  if (!isContainer(container)) throw missing(path)
  return { container, key }
}

function child(container: Container, key: string): Value {
  if (container instanceof Map) return container.get(key) ?? null
  const index = parseIndex(key)
  return index === undefined ? null : (container.at(index) ?? null)
}

/** An index into a list; negative ones count from its end. */
function indexIn(container: readonly Value[], place: { key: string; path: string; limit: number }): number {
  const index = parseIndex(place.key)
  if (index === undefined || index > place.limit || index < -(place.limit + 1)) throw missing(place.path)
  return index < 0 ? index + place.limit + 1 : index
}

function parseIndex(key: string): number | undefined {
  return /^[-+]?\d+$/.test(key) ? Number(key) : undefined
}

function decodeKey(part: string): string {
  return part.replaceAll(/~[01]/g, (escape) => (escape === '~1' ? '/' : '~'))
}

function isContainer(value: Value): value is Container {
  return Array.isArray(value) || value instanceof Map
}

function missing(path: string): KustomizeError {
  return fail('patch-failed', `There is nothing at "${path}" in the resource`)
}
