import { getField, requireKind } from '../yaml/fields.ts'
import { isMissingOrNull, type MaybeNode, type YamlNode } from '../yaml/node.ts'

/** Which element of a list is meant: by the values of fields, or by its own text when the only key is empty. */
export interface ElementKey {
  readonly keys: readonly string[]
  readonly values: readonly string[]
}

/** The first element that has all the values; fields that an element lacks match nothing. */
export function findElement(list: MaybeNode, key: ElementKey): MaybeNode {
  if (list === undefined || list.kind !== 'list') return undefined
  const [first = ''] = key.keys
  if (first === '') return list.content.find((element) => element.value === (key.values[0] ?? ''))
  if (key.keys.length !== key.values.length) return undefined
  return list.content.find(
    (element) =>
      element.kind === 'map' &&
      key.keys.every((name, index) => getField(element, name)?.value === key.values[index]),
  )
}

/**
 * Puts an element where the list has one with that key, or at the end; undefined removes it. Null elements and empty maps
 * go, whatever the key: Kustomize drops them whenever it sets an element.
 */
export function setElement(list: YamlNode, key: ElementKey, element: MaybeNode): void {
  requireKind(list, 'list')
  const content: YamlNode[] = []
  let isFound = false
  for (const candidate of list.content) {
    if (isMissingOrNull(candidate) || (candidate.kind === 'map' && candidate.content.length === 0)) continue
    if (!hasKey(candidate, key)) {
      if (key.values.length > 0) content.push(candidate)
      continue
    }
    isFound = true
    if (element !== undefined) content.push(element)
  }
  list.content = content
  if (!isFound && !isMissingOrNull(element)) list.content.push(element)
}

function hasKey(candidate: YamlNode, key: ElementKey): boolean {
  const isByField = (key.keys[0] ?? '') !== '' && (key.values[0] ?? '') !== ''
  if (candidate.kind !== 'map' && isByField) return false
  const keys = key.keys.length === 0 ? [''] : key.keys
  let isFound = false
  for (const [index, name] of keys.entries()) {
    // Beyond the values, the answer for the key before counts once more.
    if (index < key.values.length) isFound = hasValue(candidate, name, key.values[index] ?? '')
    if (!isFound) return false
  }
  return true
}

/** An empty value matches a field of any value that is there at all. */
function hasValue(candidate: YamlNode, name: string, value: string): boolean {
  if (name === '') {
    requireKind(candidate, 'scalar')
    return candidate.value === value
  }
  requireKind(candidate, 'map')
  const field = getField(candidate, name)
  return field !== undefined && (value === '' || field.value === value)
}
