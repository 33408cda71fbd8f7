import { Tag, YamlNode } from '../node.ts'
import { readBlockList, readBlockMap, readIndentlessList } from './block-collection.ts'
import { readFlowList, readFlowMap } from './flow-collection.ts'
import { place, plainNode } from './scalar-node.ts'
import { Token } from './token.ts'
import type { Place, TreeReader } from './tree-reader.ts'

/** How deep the nodes of a document may lie in each other. */
export const maximumDepth = 1000

/** Reads a node with its anchor and its tag. */
export function readNode(reader: TreeReader, where: Place, depth: number): YamlNode {
  const kind = reader.peek()
  if (kind === Token.scalar) return reader.take() as YamlNode
  if (depth > maximumDepth) {
    throw reader.state.refusal(`A YAML text may nest ${maximumDepth} levels deep: found more`)
  }
  if (kind === Token.alias) return readAlias(reader)
  if (kind !== Token.anchor && kind !== Token.tag) return readContent(reader, where, depth)
  return readWithProperties(reader, where, depth)
}

function readAlias(reader: TreeReader): YamlNode {
  const { line, column } = reader
  const name = reader.take() as string
  const target = reader.anchors.get(name)
  if (target === undefined) {
    throw reader.state.refusal(`There is no anchor "${name}" before this alias`, { line, column })
  }
  const node = place(new YamlNode('alias', Tag.none, name), line, column)
  node.alias = target
  reader.mustResolve = true
  return node
}

interface Properties {
  anchor: string
  tag: string
  readonly line: number
  readonly column: number
}

function readWithProperties(reader: TreeReader, where: Place, depth: number): YamlNode {
  const properties: Properties = { anchor: '', tag: '', line: reader.line, column: reader.column }
  const first = reader.peek()
  readProperty(reader, properties)
  const second = reader.peek()
  if (second !== first && (second === Token.anchor || second === Token.tag)) readProperty(reader, properties)
  return readContent(reader, where, depth, properties)
}

function readProperty(reader: TreeReader, properties: Properties): void {
  const { line, column } = reader
  if (reader.peek() === Token.anchor) {
    properties.anchor = reader.take() as string
    return
  }
  const [handle, suffix] = reader.take() as readonly [string, string]
  const prefix = handle === '' ? '' : reader.handles.get(handle)
  if (prefix === undefined)
    throw reader.state.refusal(`There is no %TAG directive for "${handle}"`, { line, column })
  properties.tag = prefix + suffix
}

function readContent(reader: TreeReader, where: Place, depth: number, properties?: Properties): YamlNode {
  const kind = reader.peek()
  if (kind === Token.scalar) return decorate(reader, reader.take() as YamlNode, properties)
  const read = collectionReader(kind, where)
  const { nodeLine, nodeColumn } = reader
  if (read !== undefined) {
    const isMap = kind === Token.flowMap || (kind >= Token.blockMap && kind <= Token.mapEntry)
    const empty = isMap ? new YamlNode('map', Tag.map) : new YamlNode('list', Tag.list)
    // Named before it is read, as its own children may refer to it.
    return read(reader, decorate(reader, place(empty, nodeLine, nodeColumn), properties), depth)
  }
  if (properties !== undefined) return decorate(reader, plainNode('', nodeLine, nodeColumn), properties)
  throw reader.refusal('A value is missing')
}

function collectionReader(kind: number, where: Place): typeof readBlockMap | undefined {
  switch (kind) {
    case Token.flowMap:
      return readFlowMap
    case Token.flowList:
      return readFlowList
    case Token.blockMap:
    case Token.mapKey:
    case Token.mapEntry:
      return where === 'flow' ? undefined : readBlockMap
    case Token.blockList:
      return where === 'flow' ? undefined : readBlockList
    case Token.dash:
      return where === 'value' ? readIndentlessList : undefined
    default:
      return undefined
  }
}

function decorate(reader: TreeReader, node: YamlNode, properties: Properties | undefined): YamlNode {
  if (properties === undefined) return node
  const { anchor, tag } = properties
  place(node, properties.line, properties.column)
  if (tag !== '') setTag(reader, node, tag)
  if (anchor !== '') {
    reader.anchors.set(anchor, node)
    reader.mustResolve = true
  }
  return node
}

const longPrefix = 'tag:yaml.org,2002:'

/** The tag `!` means nothing to go-yaml v3 and a string to v2. */
function setTag(reader: TreeReader, node: YamlNode, tag: string): void {
  if (tag === '!') {
    if (reader.state.dialect === 'resource' || node.tag === Tag.merge) return
    node.tag = Tag.string
  } else {
    node.tag = tag.startsWith(longPrefix) ? `!!${tag.slice(longPrefix.length)}` : tag
  }
  node.tagged = true
  if (node.tag === Tag.merge) reader.mustResolve = true
}
