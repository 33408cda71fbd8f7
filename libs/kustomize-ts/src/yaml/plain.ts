import type { Value } from './value.ts'

/** Data in objects and arrays. */
export type Plain = null | boolean | number | bigint | string | Plain[] | PlainMap

/** An object without a prototype, so that no key means anything but itself. */
export interface PlainMap {
  [key: string]: Plain
}

/** The data in objects and arrays, with maps as objects without a prototype. */
export function toPlain(value: Value): Plain {
  if (Array.isArray(value)) return value.map(toPlain)
  if (!(value instanceof Map)) return value
  const object = Object.create(null) as PlainMap
  for (const [key, child] of value) object[key] = toPlain(child)
  return object
}
