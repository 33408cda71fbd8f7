import { Tag, YamlNode } from '../node.ts'
import { place } from './scalar-node.ts'
import { isKeyMark, Token } from './token.ts'
import type { TreeReader } from './tree-reader.ts'

/** Reads the entries of a map in braces into `map`. */
export function readFlowMap(reader: TreeReader, map: YamlNode, depth: number): YamlNode {
  const start = reader.childCount
  reader.take()
  map.isFlow = true
  for (let isFirst = true; reader.peek() !== Token.flowMapEnd; isFirst = false) {
    if (!isFirst) takeComma(reader, 'A map in braces needs "," or "}"')
    const kind = reader.peek()
    if (kind === Token.flowMapEnd) break
    if (kind === Token.entry) {
      reader.add(reader.take() as YamlNode)
      reader.add(readValue(reader, Token.flowMapEnd, depth))
    } else if (kind === Token.key) {
      reader.add(readKey(reader, depth))
      reader.add(readValueAfterKey(reader, Token.flowMapEnd, depth))
    } else {
      reader.mustResolve = true
      reader.add(reader.readNode('flow', depth + 1))
      reader.add(reader.emptyNode())
    }
  }
  reader.take()
  return reader.close(map, start)
}

function takeComma(reader: TreeReader, wanted: string): void {
  if (reader.peek() !== Token.comma) throw reader.refusal(wanted)
  reader.take()
}

function readKey(reader: TreeReader, depth: number): YamlNode {
  reader.take()
  reader.mustResolve = true
  const kind = reader.peek()
  const isEmpty = kind === Token.colon || kind === Token.comma || kind === Token.flowMapEnd
  return isEmpty ? reader.emptyNode() : reader.readNode('flow', depth + 1)
}

function readValueAfterKey(reader: TreeReader, end: number, depth: number): YamlNode {
  if (reader.peek() !== Token.colon) return reader.emptyNode()
  reader.take()
  return readValue(reader, end, depth)
}

function readValue(reader: TreeReader, end: number, depth: number): YamlNode {
  const kind = reader.peek()
  return kind === Token.comma || kind === end ? reader.emptyNode() : reader.readNode('flow', depth + 1)
}

/** Reads the elements of a list in brackets into `list`. */
export function readFlowList(reader: TreeReader, list: YamlNode, depth: number): YamlNode {
  const start = reader.childCount
  reader.take()
  list.isFlow = true
  for (let isFirst = true; reader.peek() !== Token.flowListEnd; isFirst = false) {
    if (!isFirst) takeComma(reader, 'A list in brackets needs "," or "]"')
    const kind = reader.peek()
    if (kind === Token.flowListEnd) break
    reader.add(isKeyMark(kind) ? readPair(reader, depth) : reader.readNode('flow', depth + 1))
  }
  reader.take()
  return reader.close(list, start)
}

/** A map of one entry without braces, in a list in brackets. */
function readPair(reader: TreeReader, depth: number): YamlNode {
  const map = place(new YamlNode('map', Tag.map), reader.nodeLine, reader.nodeColumn)
  map.isFlow = true
  const start = reader.childCount
  if (reader.peek() === Token.entry) {
    reader.add(reader.take() as YamlNode)
    reader.add(readValue(reader, Token.flowListEnd, depth))
  } else {
    reader.add(readPairKey(reader, depth))
    reader.add(readValueAfterKey(reader, Token.flowListEnd, depth))
  }
  return reader.close(map, start)
}

/** Where nothing stands between "?" and what ends it, libyaml swallows that end, and so does this. */
function readPairKey(reader: TreeReader, depth: number): YamlNode {
  reader.take()
  reader.mustResolve = true
  const kind = reader.peek()
  if (kind !== Token.colon && kind !== Token.comma && kind !== Token.flowListEnd) {
    return reader.readNode('flow', depth + 1)
  }
  const key = reader.emptyNode()
  reader.take()
  return key
}
