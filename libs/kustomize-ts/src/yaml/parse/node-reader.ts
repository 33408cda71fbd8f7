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
  reader.hasReferences = true
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
  const line = properties?.line ?? reader.nodeLine
  const column = properties?.column ?? reader.nodeColumn
  switch (kind) {
    case Token.scalar:
      return decorate(reader, place(reader.take() as YamlNode, line, column), properties)
    case Token.flowMap:
      return readFlowMap(reader, start(reader, properties, 'map', line, column), depth)
    case Token.flowList:
      return readFlowList(reader, start(reader, properties, 'list', line, column), depth)
    case Token.blockMap:
    case Token.mapKey:
    case Token.mapEntry:
      if (where === 'flow') break
      return readBlockMap(reader, start(reader, properties, 'map', line, column), depth)
    case Token.blockList:
      if (where === 'flow') break
      return readBlockList(reader, start(reader, properties, 'list', line, column), depth)
    case Token.dash:
      if (where !== 'value') break
      return readIndentlessList(reader, start(reader, properties, 'list', line, column), depth)
    default:
  }
  if (properties !== undefined) return decorate(reader, plainNode('', line, column), properties)
  throw reader.refusal('A value is missing')
}

/** An empty map or list, which its own children may name already. */
function start(
  reader: TreeReader,
  properties: Properties | undefined,
  kind: 'map' | 'list',
  line: number,
  column: number,
): YamlNode {
  const node = place(new YamlNode(kind, kind === 'map' ? Tag.map : Tag.list), line, column)
  return decorate(reader, node, properties)
}

function decorate(reader: TreeReader, node: YamlNode, properties: Properties | undefined): YamlNode {
  if (properties === undefined) return node
  const { anchor, tag } = properties
  if (tag !== '') setTag(reader, node, tag)
  if (anchor !== '') {
    node.anchor = anchor
    reader.anchors.set(anchor, node)
    reader.hasReferences = true
  }
  return node
}

const longPrefix = 'tag:yaml.org,2002:'

/** The tag `!` means nothing to go-yaml v3 and a string to v2. */
function setTag(reader: TreeReader, node: YamlNode, tag: string): void {
  if (tag === '!') {
    if (reader.state.dialect === 'resource') return
    node.tag = Tag.string
  } else {
    node.tag = tag.startsWith(longPrefix) ? `!!${tag.slice(longPrefix.length)}` : tag
  }
  node.tagged = true
  if (node.tag === Tag.merge) reader.hasReferences = true
}
