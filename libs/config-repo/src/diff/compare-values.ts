import type { FieldChange, Json, JsonMap } from './difference.ts'

/** Every field at which two values differ. Elements of lists go by their `name`, where all have one. */
export function compareValues(before: Json | undefined, after: Json | undefined, path = ''): FieldChange[] {
  if (before === undefined || after === undefined)
    return before === after ? [] : [change(path, before, after)]
  if (isMap(before) && isMap(after)) return compareMaps(before, after, path)
  if (isList(before) && isList(after)) return compareLists(before, after, path)
  return before === after ? [] : [change(path, before, after)]
}

function compareMaps(before: JsonMap, after: JsonMap, path: string): FieldChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys]
    .toSorted()
    .flatMap((key) => compareValues(valueOf(before, key), valueOf(after, key), join(path, key)))
}

function compareLists(before: readonly Json[], after: readonly Json[], path: string): FieldChange[] {
  const [one, other] = [byName(before), byName(after)]
  if (one && other) return compareNamed(one, other, path)
  const hasMaps = [...before, ...after].some((value) => typeof value === 'object' && value !== null)
  if (!hasMaps || before.length !== after.length) {
    return isEqual(before, after) ? [] : [change(path, before, after)]
  }
  return before.flatMap((value, index) => compareValues(value, after[index], `${path}[${index}]`))
}

/** The order counts too: containers start, and variables are resolved, one after the other. */
function compareNamed(
  before: ReadonlyMap<string, JsonMap>,
  after: ReadonlyMap<string, JsonMap>,
  path: string,
): FieldChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])]
  const fields = names.flatMap((name) => compareValues(before.get(name), after.get(name), `${path}[${name}]`))
  const kept = [...before.keys()].filter((name) => after.has(name))
  const now = [...after.keys()].filter((name) => before.has(name))
  return isEqual(kept, now) ? fields : [...fields, change(`${path}[order of names]`, kept, now)]
}

function byName(list: readonly Json[]): Map<string, JsonMap> | undefined {
  const named = list.filter((value) => isMap(value)).filter((value) => typeof value['name'] === 'string')
  const found = new Map(named.map((value) => [String(value['name']), value]))
  return list.length > 0 && found.size === list.length ? found : undefined
}

/** Whether two values are the same data. */
export function isEqual(one: Json, other: Json): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function change(path: string, before: Json | undefined, after: Json | undefined): FieldChange {
  return { path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }
}

function join(path: string, key: string): string {
  const isWord = /^[\w-]+$/.test(key)
  if (!isWord) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}

/** Whether a value is a map. */
export function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

function valueOf(map: JsonMap, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined
}
