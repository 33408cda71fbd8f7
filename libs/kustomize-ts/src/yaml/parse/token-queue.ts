import type { YamlNode } from '../node.ts'
import { Token } from './token.ts'

/** What a token carries: a scalar's node, a name, a directive's or a tag's two parts, or a pending key's flow level. */
export type TokenValue = YamlNode | string | number | readonly [string, string] | undefined

/**
 * Tokens between scanner and parser, as columns of one table that is used again. It rarely holds more than three: a key is known
 * to be one only when its colon comes, at most 1,024 characters later.
 */
export class TokenQueue {
  readonly kinds: number[] = []
  readonly lines: number[] = []
  readonly columns: number[] = []
  readonly values: TokenValue[] = []
  head = 0
  tail = 0

  push(kind: number, line: number, column: number, value?: TokenValue): void {
    const index = this.tail++
    this.kinds[index] = kind
    this.lines[index] = line
    this.columns[index] = column
    this.values[index] = value
  }

  /** Removes the first token. */
  shift(): void {
    this.head++
    if (this.head === this.tail) {
      this.head = 0
      this.tail = 0
    }
  }

  /** How many tokens of go-yaml the queue stands for. */
  weight(): number {
    let weight = 0
    for (let index = this.head; index < this.tail; index++) weight += weightOf(this.kinds[index] as number)
    return weight
  }
}

function weightOf(kind: number): number {
  switch (kind) {
    case Token.pending:
    case Token.nothing:
      return 0
    case Token.mapKey:
      return 2
    case Token.entry:
      return 3
    case Token.mapEntry:
      return 4
    default:
      return 1
  }
}
