import { compareBytes } from './compare-bytes.ts'
import { Tag, YamlNode, type ScalarStyle } from './node.ts'
import { isBase60, shortestText } from './number-text.ts'
import { resolvePlain, resolvePlain11 } from './resolve.ts'
import type { Value } from './value.ts'
import { analyzeScalar } from './write-scalar.ts'

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
