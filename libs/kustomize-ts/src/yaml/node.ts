/** What a node is; aliases disappear when anchors are resolved. */
export type NodeKind = 'map' | 'list' | 'scalar' | 'alias'

/** How a scalar was written; only `plain` scalars are anything but strings. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded'

/** The short tags that decide the type of a scalar; empty means: as its text resolves. */
export const Tag = {
  none: '',
  null: '!!null',
  bool: '!!bool',
  int: '!!int',
  float: '!!float',
  string: '!!str',
  timestamp: '!!timestamp',
  map: '!!map',
  list: '!!seq',
  merge: '!!merge',
} as const

// Most nodes are scalars, so an array for each would be a fifth of what a document takes; this one refuses whoever adds to it.
const noContent = Object.freeze([]) as unknown as YamlNode[]

/**
 * A YAML node that transformers change in place. A map's `content` holds key, value, key, value; so duplicate keys survive
 * until something decides about them. One node may stand in several places: Kustomize shares the node of a label among the
 * fields that it creates for it, and a later change of one changes all, so copying here would change results.
 */
export class YamlNode {
  kind: NodeKind
  tag: string
  value: string
  style: ScalarStyle
  /** The tag was written in the file, so it is kept even where it contradicts the text. */
  tagged = false
  /** A null that stays in its map when it is set; others remove the field. */
  isKept = false
  content: YamlNode[]
  /** A map or a list in braces or brackets. */
  isFlow = false
  /** What an alias stands for. */
  alias: YamlNode | undefined
  line = 0
  column = 0

  constructor(
    kind: NodeKind,
    tag: string,
    value = '',
    style: ScalarStyle = 'plain',
    content: YamlNode[] = kind === 'scalar' ? noContent : [],
  ) {
    this.kind = kind
    this.tag = tag
    this.value = value
    this.style = style
    this.content = content
  }
}

/** A node that may be absent. */
export type MaybeNode = YamlNode | undefined

/** A scalar whose type is what its text resolves to. */
export function scalarNode(value: string): YamlNode {
  return new YamlNode('scalar', Tag.none, value)
}

/** A scalar that is a string whatever its text. */
export function stringNode(value: string): YamlNode {
  return new YamlNode('scalar', Tag.string, value, value.includes('\n') ? 'literal' : 'plain')
}

/** A map, empty or with the given pairs. */
export function mapNode(content: YamlNode[] = []): YamlNode {
  return new YamlNode('map', Tag.map, '', 'plain', content)
}

/** A list, empty or with the given elements. */
export function listNode(content: YamlNode[] = []): YamlNode {
  return new YamlNode('list', Tag.list, '', 'plain', content)
}

/** A deep copy; a node that stood in two places becomes two. */
export function copyNode(node: YamlNode): YamlNode {
  const copy = copyFields(node)
  const { content } = node
  if (content.length > 0) copy.content = content.map(copyNode)
  return copy
}

/** A copy of the node alone, without content. */
export function copyFields(node: YamlNode): YamlNode {
  const copy = new YamlNode(node.kind, node.tag, node.value, node.style)
  copy.tagged = node.tagged
  copy.isKept = node.isKept
  copy.isFlow = node.isFlow
  copy.alias = node.alias
  copy.line = node.line
  copy.column = node.column
  return copy
}

/** How many nodes there are in a node, itself included. */
export function countNodes({ content }: YamlNode): number {
  let count = 1
  for (const child of content) count += countNodes(child)
  return count
}

/** Makes `target` what `source` is, keeping its identity: everything that refers to it sees the change. */
export function overwriteNode(target: YamlNode, source: YamlNode): void {
  target.kind = source.kind
  target.tag = source.tag
  target.value = source.value
  target.style = source.style
  target.tagged = source.tagged
  target.isKept = source.isKept
  target.isFlow = source.isFlow
  target.content = source.content
  target.alias = source.alias
  target.line = source.line
  target.column = source.column
}

/** A node that is null. */
export type NullNode = YamlNode & { readonly tag: '!!null' }

/** Whether there is no node, or one that is null. */
export function isMissingOrNull(node: MaybeNode): node is NullNode | undefined {
  return node === undefined || node.tag === Tag.null
}

/** Whether there is no node, or one that is null, an empty map or an empty list. */
export function isNilOrEmpty(node: MaybeNode): boolean {
  return (
    node === undefined ||
    node.tag === Tag.null ||
    ((node.kind === 'map' || node.kind === 'list') && node.content.length === 0)
  )
}

/** Whether the node is a scalar that is meant as a string, or whose type is left to its text. */
export function isStringScalar(node: YamlNode): boolean {
  return node.kind === 'scalar' && (node.tag === Tag.string || node.tag === Tag.none)
}
