import { fail } from '../kustomize-error.ts'
import { rereadText } from './reread-text.ts'
import { Tag, YamlNode, type ScalarStyle } from './node.ts'
import { jsonNumberText, shortestText } from './number-text.ts'
import { resolvePlain, resolvePlain11, type Resolved } from './resolve.ts'
import { analyzeScalar } from './write-scalar.ts'

/** Plain data. Maps are `Map`s, so no key can reach an object's prototype; integers that a number cannot hold are bigints. */
export type Value = null | boolean | number | bigint | string | Value[] | ValueMap

/** A map of plain data. */
export type ValueMap = Map<string, Value>

/**
 * The data of a resource as Kustomize sees it when it writes YAML and reads it back: the type of a scalar follows from its
 * tag, style and text together. Throws `invalid-resource` for duplicate keys, keys that are not strings, infinity and NaN.
 */
export function toValue(node: YamlNode): Value {
  return convert(node, rootPlace)
}

interface Place {
  readonly isRoot: boolean
  /** Inside of braces or brackets, where Kustomize must quote what would be ambiguous there. */
  readonly isFlow: boolean
}

const rootPlace: Place = { isRoot: true, isFlow: false }
const blockPlace: Place = { isRoot: false, isFlow: false }
const flowPlace: Place = { isRoot: false, isFlow: true }

function convert(node: YamlNode, place: Place): Value {
  if (node.kind === 'scalar' && node.tag === Tag.string) return place.isFlow ? node.value : rereadText(node)
  const inner = place.isFlow || node.isFlow ? flowPlace : blockPlace
  if (node.kind === 'map') return convertMap(node, place, inner)
  if (node.kind === 'list') return node.content.map((element) => convert(element, inner))
  const { tag, value } = effectiveScalar(node)
  if (place.isFlow && losesTypeInFlow(tag, node)) return node.value
  if (value === node.value && !place.isFlow) return rereadText(node)
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw fail('invalid-resource', `A resource cannot hold "${node.value}": JSON has no such number`, node)
  }
  return value
}

/** Times have colons, and an absent value has nothing to show: in braces and brackets both get quotes, so they become texts. */
function losesTypeInFlow(tag: string, node: YamlNode): boolean {
  if (node.tagged) return false
  return (tag === Tag.timestamp && node.value.includes(':')) || (tag === Tag.null && node.value === '')
}

function convertMap(node: YamlNode, place: Place, inner: Place): ValueMap {
  const map: ValueMap = new Map()
  const { content } = node
  for (let index = 0; index + 1 < content.length; index += 2) {
    const key = content[index] as YamlNode
    if (map.has(key.value)) {
      throw fail('invalid-resource', `The key "${key.value}" is in this map twice`, key)
    }
    if (key.kind !== 'scalar')
      throw fail('invalid-resource', `A key must be a string: found a ${key.kind}`, key)
    const type = keyType(key, place)
    if (type === 'skipped') continue
    if (type === 'wrong')
      throw fail('invalid-resource', `A key must be a string: found "${key.value}", quote it`, key)
    map.set(key.value, convert(content[index + 1] as YamlNode, inner))
  }
  return map
}

/**
 * A key must be a string, for which Go takes anything in the outermost map. It skips a null there; but one that a file spells out
 * Kustomize writes twice, and then refuses. An absent one is an empty string.
 */
function keyType(key: YamlNode, { isRoot }: Place): 'string' | 'skipped' | 'wrong' {
  if (key.tag === Tag.string) return 'string'
  if (key.tag === Tag.null) return key.value === '' ? 'string' : 'wrong'
  const { tag } = effectiveScalar(key)
  if (tag === Tag.string) return 'string'
  if (!isRoot) return 'wrong'
  return tag === Tag.null ? 'skipped' : 'string'
}

/** Type and value that a scalar has once it was written and read again. */
export function effectiveScalar(node: YamlNode): Resolved {
  const { tag, style, value } = node
  if (tag === Tag.string) return { tag, value }
  if (node.tagged) return resolveTagged(node)
  if (style !== 'plain' || value.includes('\n')) return quotedScalar(node)
  const resolved = resolvePlain(value)
  if (tag === Tag.none || tag === resolved.tag || tag === Tag.merge) return resolved
  return resolveTagged(node)
}

/** Quotes make a string, but a tag that its text alone would not give is written out and read again. */
function quotedScalar(node: YamlNode): Resolved {
  const { tag, value } = node
  if (tag === binaryTag) return resolveTagged(node)
  if (!knownTags.has(tag) || resolvePlain(value).tag === tag) return { tag: Tag.string, value }
  return resolveTagged(node)
}

const binaryTag = '!!binary'

/** The text in a base64 that Go accepts: with its padding, and with line breaks anywhere. */
function decodeBinary(node: YamlNode): string {
  const text = node.value.replaceAll(/[\r\n]/g, '')
  const isValid = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
  if (isValid) return Buffer.from(text, 'base64').toString('utf8')
  throw fail('invalid-yaml', 'The text after "!!binary" must be base64', node)
}

function resolveTagged(node: YamlNode): Resolved {
  const { tag, value } = node
  if (tag === binaryTag) return { tag: Tag.string, value: decodeBinary(node) }
  const resolved = resolvePlain(value)
  if (resolved.tag === tag) return resolved
  if (tag === Tag.float && resolved.tag === Tag.int) return { tag, value: Number(resolved.value) }
  if (!tag.startsWith('!!') || !knownTags.has(tag)) return { tag, value }
  throw fail('invalid-resource', `"${value}" is not a ${tag.slice(2)}, though its tag says so`, node)
}

const knownTags: ReadonlySet<string> = new Set([Tag.bool, Tag.int, Tag.float, Tag.null, Tag.timestamp])

/** The data of a kustomization or configuration file: YAML 1.1 words, later duplicate keys win, dates are strings. */
export function toValue11(node: YamlNode): Value {
  if (node.kind === 'list') return node.content.map(toValue11)
  if (node.kind !== 'map') return finite(scalarValue11(node), node)
  const map: ValueMap = new Map()
  for (let index = 0; index + 1 < node.content.length; index += 2) {
    const key = node.content[index] as YamlNode
    map.set(keyText11(key), toValue11(node.content[index + 1] as YamlNode))
  }
  return map
}

/** Kustomize turns all that it reads into JSON, which has no other numbers. */
function finite<Type>(value: Type, node: YamlNode): Type {
  if (typeof value !== 'number' || Number.isFinite(value)) return value
  throw fail('invalid-yaml', `There is no JSON for the number "${node.value}"`, node)
}

/** The value of a scalar in YAML 1.1, except that dates stay strings. */
export function scalarValue11(node: YamlNode): null | boolean | number | bigint | string {
  if (node.tagged) return taggedValue11(node)
  if (node.style !== 'plain') return node.value
  const resolved = resolvePlain11(node.value)
  return resolved.tag === Tag.timestamp ? node.value : resolved.value
}

/** A tag that is written decides whatever the quotes; unknown ones make a string. */
function taggedValue11(node: YamlNode): null | boolean | number | bigint | string {
  const { tag, value } = node
  if (tag === binaryTag) return decodeBinary(node)
  if (!knownTags.has(tag) || tag === Tag.timestamp) return value
  const resolved = resolvePlain11(value)
  if (tag === Tag.float && resolved.tag === Tag.int) return Number(resolved.value)
  if (resolved.tag === tag) return resolved.value
  throw fail('invalid-yaml', `"${value}" is not a ${tag.slice(2)}, though its tag says so`, node)
}

function keyText11(node: YamlNode): string {
  const value = scalarValue11(node)
  return value === null ? 'null' : String(value)
}

/** JSON as Go's encoder writes it: sorted keys, `<`, `>` and `&` escaped. Hashes of config maps are made from it. */
export function toJson(value: Value): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number' || typeof value === 'bigint') return jsonNumberText(value)
  if (typeof value === 'string') return jsonString(value)
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`
  const keys = [...value.keys()].toSorted(compareBytes)
  return `{${keys.map((key) => `${jsonString(key)}:${toJson(value.get(key) ?? null)}`).join(',')}}`
}

const escapes = /[<>&\u2028\u2029\u007f]/g

/** A text as Go's encoder writes it into JSON. */
export function jsonString(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(escapes, (character) =>
    character === '\u007f' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Compares strings as Go does, by their UTF-8 bytes (which is the order of code points). */
export function compareBytes(left: string, right: string): number {
  if (left === right) return 0
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index)
    const b = right.charCodeAt(index)
    if (a === b) continue
    const aSurrogate = a >= 0xd800 && a <= 0xdfff
    const bSurrogate = b >= 0xd800 && b <= 0xdfff
    if (aSurrogate !== bSurrogate) return aSurrogate ? 1 : -1
    return a - b
  }
  return left.length - right.length
}

/** The node of plain data, with maps sorted as Kustomize sorts them when data comes back from a JSON patch. */
export function toNode(value: Value): YamlNode {
  if (value === null) return new YamlNode('scalar', Tag.null, 'null')
  if (typeof value === 'boolean') return new YamlNode('scalar', Tag.bool, String(value))
  if (typeof value === 'number' || typeof value === 'bigint') return numberNode(value)
  if (typeof value === 'string') return stringValueNode(value)
  if (Array.isArray(value)) return new YamlNode('list', Tag.list, '', 'plain', value.map(toNode))
  const content: YamlNode[] = []
  for (const key of [...value.keys()].toSorted(compareBytes))
    content.push(stringValueNode(key), toNode(value.get(key) ?? null))
  return new YamlNode('map', Tag.map, '', 'plain', content)
}

/** Kustomize reads the JSON into floats here, so integers beyond 2^53 lose digits. */
function numberNode(value: number | bigint): YamlNode {
  const text = shortestText(Number(value))
  return new YamlNode('scalar', resolvePlain(text).tag, text)
}

/** A string with the style in which Kustomize would write it, which what is put in its place takes over. */
function stringValueNode(text: string): YamlNode {
  return new YamlNode('scalar', Tag.string, text, writtenStyle(text))
}

function writtenStyle(text: string): ScalarStyle {
  const { plainAllowed, singleAllowed, blockAllowed } = analyzeScalar(text)
  if (text.includes('\n')) return blockAllowed ? 'literal' : 'double'
  if (resolvePlain(text).tag !== Tag.string || isOldWord(text)) return 'double'
  if (plainAllowed) return 'plain'
  return singleAllowed ? 'single' : 'double'
}

function isOldWord(text: string): boolean {
  return resolvePlain11(text).tag !== Tag.string || isBase60(text)
}

/** Whether YAML 1.1 would read the text as a number with base 60, such as `1:30`. */
export function isBase60(text: string): boolean {
  return /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text)
}
