import type { YamlNode } from '../node.ts'
import { isKeyMark, Token } from './token.ts'
import type { TreeReader } from './tree-reader.ts'

/** Reads the entries of a map in a block into `map`. */
export function readBlockMap(reader: TreeReader, map: YamlNode, depth: number): YamlNode {
  beginMap(reader)
  const start = reader.childCount
  for (;;) {
    const kind = reader.peek()
    if (kind === Token.entry) {
      reader.add(reader.take() as YamlNode)
      reader.add(readValue(reader, depth))
    } else if (kind === Token.key) {
      reader.add(readKey(reader, depth))
      reader.add(readValueAfterKey(reader, depth))
    } else if (kind === Token.blockEnd) {
      reader.take()
      return reader.close(map, start)
    } else {
      throw reader.refusal('A map needs another key here, or less indentation')
    }
  }
}

function beginMap(reader: TreeReader): void {
  const kind = reader.peek()
  if (kind === Token.mapEntry) reader.become(Token.entry)
  else if (kind === Token.mapKey) reader.become(Token.key)
  else reader.take()
}

function readKey(reader: TreeReader, depth: number): YamlNode {
  reader.take()
  reader.mustResolve = true
  return endsKey(reader.peek()) ? reader.emptyNode() : reader.readNode('value', depth + 1)
}

function readValueAfterKey(reader: TreeReader, depth: number): YamlNode {
  if (reader.peek() !== Token.colon) return reader.emptyNode()
  reader.take()
  return readValue(reader, depth)
}

function readValue(reader: TreeReader, depth: number): YamlNode {
  const kind = reader.peek()
  if (kind === Token.scalar) return reader.take() as YamlNode
  return endsKey(kind) ? reader.emptyNode() : reader.readNode('value', depth + 1)
}

function endsKey(kind: number): boolean {
  return isKeyMark(kind) || kind === Token.colon || kind === Token.blockEnd
}

/** Reads the elements of a list in a block into `list`. */
export function readBlockList(reader: TreeReader, list: YamlNode, depth: number): YamlNode {
  const start = reader.childCount
  reader.take()
  while (reader.peek() === Token.dash) {
    reader.take()
    const kind = reader.peek()
    const isEmpty = kind === Token.dash || kind === Token.blockEnd
    reader.add(isEmpty ? reader.emptyNode() : reader.readNode('block', depth + 1))
  }
  if (reader.peek() !== Token.blockEnd)
    throw reader.refusal('A list needs another "-" here, or less indentation')
  reader.take()
  return reader.close(list, start)
}

/** Reads the elements of a list that is indented as the key that it is the value of. */
export function readIndentlessList(reader: TreeReader, list: YamlNode, depth: number): YamlNode {
  const start = reader.childCount
  while (reader.peek() === Token.dash) {
    reader.take()
    const kind = reader.peek()
    const isEmpty = kind === Token.dash || endsKey(kind)
    reader.add(isEmpty ? reader.emptyNode() : reader.readNode('block', depth + 1))
  }
  return reader.close(list, start)
}
