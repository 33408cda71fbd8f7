import { copyFields, type YamlNode } from './node.ts'

/**
 * Copies trees again and again. Unlike `copyNode`, a node that stands in several places of them becomes one node in the same
 * places of the copy, so that a later change of it still shows in all.
 */
export class TreeCopier {
  readonly #roots: readonly YamlNode[]
  readonly #shared: ReadonlySet<YamlNode>

  constructor(roots: readonly YamlNode[]) {
    this.#roots = roots
    this.#shared = findShared(roots)
  }

  /** A copy of every tree, in their order. */
  copy(): YamlNode[] {
    const copies = new Map<YamlNode, YamlNode>()
    return this.#roots.map((root) => this.#copyNode(root, copies))
  }

  #copyNode(node: YamlNode, copies: Map<YamlNode, YamlNode>): YamlNode {
    const isShared = this.#shared.has(node)
    const known = isShared ? copies.get(node) : undefined
    if (known !== undefined) return known
    const copy = copyFields(node)
    if (isShared) copies.set(node, copy)
    const { content } = node
    if (content.length > 0) copy.content = content.map((child) => this.#copyNode(child, copies))
    return copy
  }
}

function findShared(roots: readonly YamlNode[]): ReadonlySet<YamlNode> {
  const seen = new Set<YamlNode>()
  const shared = new Set<YamlNode>()
  const visit = (node: YamlNode): void => {
    if (seen.has(node)) {
      shared.add(node)
      return
    }
    seen.add(node)
    for (const child of node.content) visit(child)
  }
  for (const root of roots) visit(root)
  return shared
}
