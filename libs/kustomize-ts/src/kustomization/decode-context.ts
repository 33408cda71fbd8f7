import { KustomizeError } from '../kustomize-error.ts'
import type { Problem } from '../problem.ts'
import type { YamlNode } from '../yaml/node.ts'

/** Reads a value of one type out of a node; undefined where the node is null. */
export type Decoder<Type> = (node: YamlNode, context: DecodeContext) => Type | undefined

/** What decoding lets pass. */
interface Leniency {
  /** Numbers and booleans where a string is wanted. */
  readonly texts?: boolean
  readonly unknownFields?: boolean
}

/** What decoding has found wrong so far. */
export class DecodeContext {
  readonly problems: Problem[]
  readonly file: string
  readonly leniency: Leniency

  constructor(file: string, leniency: Leniency = {}, problems: Problem[] = []) {
    this.file = file
    this.leniency = leniency
    this.problems = problems
  }

  /** The same, but that numbers and booleans are not taken for strings. */
  requiringQuotes(): DecodeContext {
    return new DecodeContext(this.file, { ...this.leniency, texts: false }, this.problems)
  }

  report(code: Problem['code'], message: string, node: YamlNode): undefined {
    this.problems.push({ code, message, file: this.file, line: node.line, column: node.column })
    return undefined
  }

  /** Throws what was found, if anything. */
  finish(): void {
    const [first, ...rest] = this.problems
    if (first !== undefined) throw new KustomizeError([first, ...rest])
  }
}
