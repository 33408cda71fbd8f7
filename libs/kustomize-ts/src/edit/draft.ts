import { fail } from '../kustomize-error.ts'
import type { ProblemCode } from '../problem.ts'
import type { Value, ValueMap } from '../yaml/value.ts'

/** The fields of a kustomization while an edit changes them. Names of fields match in any case, as in Kustomize. */
export class Draft {
  readonly file: string
  readonly fields: ValueMap
  /** What the edit has to say that is no error, such as that there was nothing to do. */
  readonly notes: string[] = []
  /** New texts of other files, by path in the folder. */
  readonly files = new Map<string, string>()

  constructor(file: string, fields: ValueMap) {
    this.file = file
    this.fields = fields
  }

  /** A field as it is; undefined where it is null or not there. */
  get(name: string): Value | undefined {
    return fieldOf(this.fields, name)
  }

  /** The elements of a field that is a list. */
  list(name: string): readonly Value[] {
    const value = this.get(name)
    return Array.isArray(value) ? value : []
  }

  /** The elements of a field that is a list of maps; changes of them count. */
  maps(name: string): ValueMap[] {
    return this.list(name).filter((value) => value instanceof Map)
  }

  /** A field that is a map, made when it is not there; changes of it count. */
  map(name: string): ValueMap {
    const value = this.get(name)
    if (value instanceof Map) return value
    const map: ValueMap = new Map()
    this.set(name, map)
    return map
  }

  set(name: string, value: Value): void {
    setField(this.fields, name, value)
  }

  delete(name: string): void {
    deleteField(this.fields, name)
  }

  /** Adds elements at the end of a list. */
  append(name: string, ...values: Value[]): void {
    if (values.length > 0) this.set(name, [...this.list(name), ...values])
  }

  /** Keeps some elements of a list; without any, the field goes. */
  keep(name: string, isKept: (value: Value, index: number) => boolean): void {
    const list = this.list(name)
    const kept = list.filter(isKept)
    if (kept.length === list.length) return
    if (kept.length > 0) this.set(name, kept)
    else this.delete(name)
  }

  /** Ends the edit: nothing will be written. */
  refuse(code: ProblemCode, message: string): never {
    throw fail(code, message, { file: this.file })
  }
}

/** A field of a map with known fields; undefined where it is null or not there. */
export function fieldOf(map: ValueMap, name: string): Value | undefined {
  return map.get(keyOf(map, name)) ?? undefined
}

/** A field that is a text; empty where it is not there. */
export function textOf(map: ValueMap, name: string): string {
  const value = fieldOf(map, name)
  return typeof value === 'string' ? value : ''
}

/** Sets a field under the name that it has in the file. */
export function setField(map: ValueMap, name: string, value: Value): void {
  map.set(keyOf(map, name), value)
}

/** Sets a text; Kustomize leaves out what is empty. */
export function setText(map: ValueMap, name: string, value: string): void {
  if (value === '') deleteField(map, name)
  else setField(map, name, value)
}

export function deleteField(map: ValueMap, name: string): void {
  map.delete(keyOf(map, name))
}

/** The key under which a field is in a map: of several spellings, the one that Kustomize reads last. */
function keyOf(map: ValueMap, name: string): string {
  if (map.has(name)) return name
  const wanted = name.toLowerCase()
  return (
    [...map.keys()]
      .filter((key) => key.toLowerCase() === wanted)
      .toSorted()
      .at(-1) ?? name
  )
}
