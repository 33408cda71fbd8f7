import { scalarValue11, toValue11 } from '../yaml/configuration-value.ts'
import { Tag, type YamlNode } from '../yaml/node.ts'
import type { Value } from '../yaml/value.ts'
import type { Decoder } from './decode-context.ts'

/** What was found, for a message. */
export function describe(node: YamlNode): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`
  const value = scalarValue11(node)
  return typeof value === 'string'
    ? `the string "${value}"`
    : `${node.value} (${typeof value}, quote it for a string)`
}

/** Whether a field has no value, in any spelling of YAML 1.1. */
export function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.tag !== Tag.string && scalarValue11(node) === null
}

/** A string; numbers and booleans must be quoted. */
export const string: Decoder<string> = (node, context) => {
  if (isNull(node)) return undefined
  const value = node.kind === 'scalar' ? scalarValue11(node) : undefined
  if (typeof value === 'string') return value
  if (context.leniency.texts === true && value !== undefined && value !== null) return String(value)
  return context.report('bad-field-value', `Wanted a string: found ${describe(node)}`, node)
}

/**
 * A part in which strings need quotes, even in files where they do not elsewhere: Kustomize does not find the type of a field
 * whose struct is embedded in another one.
 */
export function withQuotes<Type>(decoder: Decoder<Type>): Decoder<Type> {
  return (node, context) => decoder(node, context.requiringQuotes())
}

/** True or false, in all spellings of YAML 1.1. */
export const boolean: Decoder<boolean> = (node, context) => {
  if (isNull(node)) return undefined
  const value = node.kind === 'scalar' ? scalarValue11(node) : undefined
  if (typeof value === 'boolean') return value
  return context.report('bad-field-value', `Wanted true or false: found ${describe(node)}`, node)
}

/** A whole number of 64 bits. */
export const integer: Decoder<number | bigint> = (node, context) => {
  if (isNull(node)) return undefined
  const value = node.kind === 'scalar' ? scalarValue11(node) : undefined
  const isInteger = typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))
  if (isInteger && BigInt.asIntN(64, BigInt(value)) === BigInt(value)) return value
  return context.report('bad-field-value', `Wanted a whole number: found ${describe(node)}`, node)
}

/** Any data. */
export const anything: Decoder<Value> = (node) => toValue11(node)

/** A list; null elements become the type's empty value. */
export function list<Type>(element: Decoder<Type>, empty: () => NoInfer<Type>): Decoder<Type[]> {
  return (node, context) => {
    if (isNull(node)) return undefined
    if (node.kind !== 'list')
      return context.report('bad-field-value', `Wanted a list: found ${describe(node)}`, node)
    return node.content.map((child) => element(child, context) ?? empty())
  }
}

/** A list whose elements must not be null. */
export function filledList<Type>(element: Decoder<Type>, empty: () => NoInfer<Type>): Decoder<Type[]> {
  return (node, context) => {
    for (const child of node.kind === 'list' ? node.content : [])
      if (isNull(child)) context.report('bad-field-value', 'Wanted a map: found nothing', child)
    return list(element, empty)(node, context)
  }
}

/** A list of strings. */
export const strings: Decoder<string[]> = list(string, () => '')

/** A map from strings to strings. */
export const stringMap: Decoder<Map<string, string>> = (node, context) => {
  if (isNull(node)) return undefined
  if (node.kind !== 'map')
    return context.report('bad-field-value', `Wanted a map: found ${describe(node)}`, node)
  const result = new Map<string, string>()
  for (let index = 0; index + 1 < node.content.length; index += 2) {
    const value = string(node.content[index + 1] as YamlNode, context)
    result.set((node.content[index] as YamlNode).value, value ?? '')
  }
  return result
}
