import type { KustomizeError } from '../../kustomize-error.ts'
import { Tag, YamlNode } from '../node.ts'
import { place } from './scalar-node.ts'
import { peekToken } from './scanner.ts'
import type { ScannerState } from './scanner-state.ts'
import { Token, tokenName } from './token.ts'
import type { TokenValue } from './token-queue.ts'

/** Where a node stands: in braces and brackets, in a block, or in a block where a list needs no indentation. */
export type Place = 'flow' | 'block' | 'value'

/** Reads one node with all that is in it. */
export type ReadNode = (reader: TreeReader, where: Place, depth: number) => YamlNode

/** What the reading of nodes knows besides of the tokens. */
export class TreeReader {
  readonly state: ScannerState
  /** Nodes by the names of their anchors, the latest ones. */
  readonly anchors = new Map<string, YamlNode>()
  /** Prefixes by tag handles. */
  readonly handles = new Map<string, string>()
  /** An alias, a merge key or a key that is no text was found. */
  mustResolve = false
  // Children of all open collections: arrays that grow one by one would take twice the space that they need.
  readonly #children: YamlNode[] = []
  #childCount = 0
  #lastLine = 0
  #lastColumn = 0

  readonly #readNode: ReadNode

  constructor(state: ScannerState, readNode: ReadNode) {
    this.state = state
    this.#readNode = readNode
  }

  /** Reads the node that begins with the next token. */
  readNode(where: Place, depth: number): YamlNode {
    return this.#readNode(this, where, depth)
  }

  /** The kind of the next token. */
  peek(): number {
    const { queue } = this.state
    if (queue.head < queue.tail) {
      const kind = queue.kinds[queue.head] as number
      if (kind > Token.nothing) return kind
    }
    return peekToken(this.state)
  }

  get line(): number {
    return this.state.queue.lines[this.state.queue.head] as number
  }

  get column(): number {
    return this.state.queue.columns[this.state.queue.head] as number
  }

  /** The line of the node that begins with the next token: an entry's token stands at its colon. */
  get nodeLine(): number {
    return this.#entryKey()?.line ?? this.line
  }

  /** The column of the node that begins with the next token. */
  get nodeColumn(): number {
    const key = this.#entryKey()
    return key === undefined ? this.column : key.column - 1
  }

  #entryKey(): YamlNode | undefined {
    const { kinds, values, head } = this.state.queue
    const kind = kinds[head]
    return kind === Token.entry || kind === Token.mapEntry ? (values[head] as YamlNode) : undefined
  }

  /** Takes the next token, which was peeked at, and gives what it carries. */
  take(): TokenValue {
    const { queue } = this.state
    const { head } = queue
    this.#lastLine = queue.lines[head] as number
    this.#lastColumn = queue.columns[head] as number
    queue.shift()
    return queue.values[head]
  }

  /** Makes the next token another one, after a part of it was used. */
  become(kind: number): void {
    this.state.queue.kinds[this.state.queue.head] = kind
  }

  /** Where the children of a collection that begins now will start. */
  get childCount(): number {
    return this.#childCount
  }

  /** Adds a child to the innermost open collection. */
  add(child: YamlNode): void {
    this.#children[this.#childCount++] = child
  }

  /** Ends a collection: takes its children and gives them to it. */
  close(collection: YamlNode, start: number): YamlNode {
    collection.content = this.#children.slice(start, this.#childCount)
    this.#childCount = start
    return collection
  }

  /** Null where nothing is written behind the mark that was taken last. */
  emptyNode(): YamlNode {
    return place(new YamlNode('scalar', Tag.null), this.#lastLine, this.#lastColumn + 1)
  }

  /** An error at the next token. */
  refusal(wanted: string): KustomizeError {
    const found = tokenName(this.peek())
    return this.state.refusal(`${wanted}: found ${found}`, { line: this.nodeLine, column: this.nodeColumn })
  }
}
