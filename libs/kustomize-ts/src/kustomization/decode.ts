import { mergeSpellings } from './merge-spellings.ts'
import { fail, KustomizeError } from '../kustomize-error.ts'
import type { Problem } from '../problem.ts'
import { scalarValue11, toValue11 } from '../yaml/configuration-value.ts'
import { type Value } from '../yaml/value.ts'
import { Tag, type YamlNode } from '../yaml/node.ts'

/** Reads a value of one type out of a node; undefined where the node is null. */
export type Decoder<Type> = (node: YamlNode, context: DecodeContext) => Type | undefined

/** What decoding lets pass. */
interface Leniency {
  /** Numbers and booleans where a string is wanted. */
  readonly texts?: boolean
  readonly unknownFields?: boolean
}

/** What decoding has found wrong so far. */
export class DecodeContext {
  readonly problems: Problem[]
  readonly file: string
  readonly leniency: Leniency

  constructor(file: string, leniency: Leniency = {}, problems: Problem[] = []) {
    this.file = file
    this.leniency = leniency
    this.problems = problems
  }

  /** The same, but that numbers and booleans are not taken for strings. */
  requiringQuotes(): DecodeContext {
    return new DecodeContext(this.file, { ...this.leniency, texts: false }, this.problems)
  }

  report(code: Problem['code'], message: string, node: YamlNode): undefined {
    this.problems.push({ code, message, file: this.file, line: node.line, column: node.column })
    return undefined
  }

  /** Throws what was found, if anything. */
  finish(): void {
    const [first, ...rest] = this.problems
    if (first !== undefined) throw new KustomizeError([first, ...rest])
  }
}

function describe(node: YamlNode): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`
  const value = scalarValue11(node)
  return typeof value === 'string'
    ? `the string "${value}"`
    : `${node.value} (${typeof value}, quote it for a string)`
}

function isNull(node: YamlNode): boolean {
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

/** The decoders of a struct's fields, by name. */
export type Fields = Readonly<Record<string, Decoder<unknown>>>

type Decoded<Shape extends Fields> = {
  -readonly [Name in keyof Shape]?: Exclude<ReturnType<Shape[Name]>, undefined>
}

/** A struct, with the node that it was read from for the places in messages. */
export type Struct<Shape extends Fields> = Decoded<Shape> & { readonly node: YamlNode }

/** A map with known fields. Their case does not matter, as in Kustomize; unknown ones are an error, never ignored. */
export function struct<Shape extends Fields>(shape: Shape): Decoder<Struct<Shape>> {
  const names = new Map(Object.keys(shape).map((name) => [name.toLowerCase(), name]))
  return (node, context) => {
    if (isNull(node)) return undefined
    if (node.kind !== 'map')
      return context.report('bad-field-value', `Wanted a map: found ${describe(node)}`, node)
    const values = new Map<string, YamlNode>()
    for (const [key, value] of lastEntries(node)) {
      const name = names.get(key.value.toLowerCase())
      if (name === undefined) {
        reportUnknown(key, names, context)
        continue
      }
      const earlier = values.get(name)
      // What the other spelling hides must be of the right type too.
      if (earlier !== undefined) shape[name]?.(earlier, context)
      values.set(name, mergeSpellings(earlier, value))
    }
    const result: Record<string, unknown> = { node }
    for (const [name, value] of values) {
      const decoded = shape[name]?.(value, context)
      if (decoded !== undefined) result[name] = decoded
    }
    return result as Struct<Shape>
  }
}

function reportUnknown(key: YamlNode, names: ReadonlyMap<string, string>, context: DecodeContext): void {
  if (context.leniency.unknownFields === true) return
  const wanted = [...names.values()].map((name) => `"${name}"`).join(', ')
  context.report('unknown-field', `There is no field "${key.value}" here: wanted ${wanted}`, key)
}

/** The entries of a map, of duplicate keys the last, in the order in which Go reads them. */
function lastEntries(node: YamlNode): [YamlNode, YamlNode][] {
  const entries = new Map<string, [YamlNode, YamlNode]>()
  for (let index = 0; index + 1 < node.content.length; index += 2) {
    const key = node.content[index] as YamlNode
    entries.set(key.value, [key, node.content[index + 1] as YamlNode])
  }
  return [...entries.values()].toSorted(([left], [right]) => (left.value < right.value ? -1 : 1))
}

/** Decodes a whole document; throws all that is wrong with it, with its places. */
export function decodeDocument<Type>(node: YamlNode, decoder: Decoder<Type>, file: string): Type {
  const context = new DecodeContext(file)
  const result = decoder(node, context)
  context.finish()
  if (result === undefined)
    throw fail('bad-field-value', 'Wanted a map: found nothing', { file, line: 1, column: 1 })
  return result
}

/** Decodes a document as Kustomize reads the files of its plugins: unknown fields are ignored, texts need no quotes. */
export function decodeLeniently<Type>(node: YamlNode, decoder: Decoder<Type>, file: string): Type {
  const context = new DecodeContext(file, { texts: true, unknownFields: true })
  const result = decoder(node, context)
  context.finish()
  if (result === undefined)
    throw fail('bad-field-value', 'Wanted a map: found nothing', { file, line: 1, column: 1 })
  return result
}

/** Decodes a document as Kustomize reads configurations: unknown fields and duplicate keys are errors, texts need no quotes. */
export function decodeStrictly<Type>(node: YamlNode, decoder: Decoder<Type>, file: string): Type | undefined {
  const context = new DecodeContext(file, { texts: true })
  reportDuplicates(node, context)
  const result = decoder(node, context)
  context.finish()
  return result
}

function reportDuplicates(node: YamlNode, context: DecodeContext): void {
  const seen = new Set<string>()
  for (const [index, child] of node.content.entries()) {
    const isKey = node.kind === 'map' && index % 2 === 0
    if (isKey && seen.has(child.value))
      context.report('bad-field-value', `The key "${child.value}" is here twice`, child)
    if (isKey) seen.add(child.value)
    reportDuplicates(child, context)
  }
}
