import { resolvePlain11 } from '../yaml/resolve.ts'
import { listNode, mapNode, Tag, type MaybeNode, type YamlNode } from '../yaml/node.ts'

/**
 * What a field comes to that a file has in two spellings, `images` and `Images`: Go decodes the second into what the first has
 * left, so maps and the elements of lists are united and a null clears all but texts, numbers and booleans.
 */
export function mergeSpellings(first: MaybeNode, second: YamlNode): YamlNode {
  if (first === undefined) return second
  if (isNull(second)) return first.kind === 'scalar' ? first : second
  if (first.kind !== second.kind) return second
  if (second.kind === 'list') return mergeLists(first, second)
  return second.kind === 'map' ? mergeMaps(first, second) : second
}

function mergeLists(first: YamlNode, second: YamlNode): YamlNode {
  const merged = listNode(
    second.content.map((element, index) => mergeSpellings(first.content[index], element)),
  )
  return placeAt(merged, second)
}

function mergeMaps(first: YamlNode, second: YamlNode): YamlNode {
  const values = new Map<string, [YamlNode, YamlNode]>()
  for (const { content } of [first, second]) {
    for (let index = 0; index + 1 < content.length; index += 2) {
      const key = content[index] as YamlNode
      const earlier = values.get(key.value)?.[1]
      values.set(key.value, [key, mergeSpellings(earlier, content[index + 1] as YamlNode)])
    }
  }
  return placeAt(mapNode([...values.values()].flat()), second)
}

function placeAt(node: YamlNode, { line, column }: YamlNode): YamlNode {
  node.line = line
  node.column = column
  return node
}

function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.style === 'plain' && resolvePlain11(node.value).tag === Tag.null
}
