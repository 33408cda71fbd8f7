import { fail, type KustomizeError } from '../../kustomize-error.ts'
import { isBreak } from './characters.ts'
import { TokenQueue } from './token-queue.ts'

/** Which of the two readers in Kustomize is meant: go-yaml v3 reads resources, v2 reads kustomizations and patches. */
export type Dialect = 'resource' | 'configuration'

/** Where in a text something begins. */
export interface Mark {
  readonly pos: number
  readonly line: number
  readonly column: number
}

/** What may still turn out to be a key without a question mark, one for each level of braces and brackets. */
export interface PossibleKey {
  isPossible: boolean
  /** Nothing but a key may stand here. */
  isRequired: boolean
  /** Its place in the queue; -1 once the parser went past it. */
  token: number
  /** go-yaml forgets to wait for the colon behind `{}` and `[]`; it still takes one that comes in time. */
  isForgotten: boolean
  pos: number
  line: number
  column: number
}

/** Everything that the scanner knows between two tokens. */
export class ScannerState {
  /** The text and a NUL. */
  readonly text: string
  readonly dialect: Dialect
  /** The text has no line breaks but LF. */
  readonly hasSimpleBreaks: boolean
  readonly queue = new TokenQueue()
  pos = 0
  line: number
  lineStart = 0
  /** How many braces and brackets are open. */
  flowLevel = 0
  /** The column of the block that is being read; -1 outside of all. */
  indent = -1
  readonly indents: number[] = []
  /** Whether a key may begin here. */
  isKeyAllowed = true
  readonly keys: PossibleKey[] = [noKey()]
  hasComment = false
  /** A merge key, a key that is no text, infinity or NaN was found. */
  mustResolve = false

  constructor(
    text: string,
    options: { dialect: Dialect; firstLine: number; hasSimpleBreaks: boolean; start: number },
  ) {
    this.text = `${text}\0`
    this.dialect = options.dialect
    this.line = options.firstLine
    this.hasSimpleBreaks = options.hasSimpleBreaks
    this.pos = options.start
    this.lineStart = options.start
  }

  /** The column of the present place, counted from 0. */
  get column(): number {
    return this.pos - this.lineStart
  }

  /** The place that the scanner has reached. */
  mark(): Mark {
    return { pos: this.pos, line: this.line, column: this.pos - this.lineStart }
  }

  /** Moves behind the line break at the present place; CR and LF together are one. */
  skipBreak(): void {
    const code = this.text.charCodeAt(this.pos)
    this.pos += code === 0x0d && this.text.charCodeAt(this.pos + 1) === 0x0a ? 2 : 1
    this.line++
    this.lineStart = this.pos
  }

  /** Moves behind the line break at the present place and gives what it means in a scalar: LF, or LS or PS as they are. */
  readBreak(): string {
    const code = this.text.charCodeAt(this.pos)
    this.skipBreak()
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n'
  }

  /** Whether `---` or `...` stands alone at the beginning of the present line. */
  isAtDocumentMark(): boolean {
    const { text, pos } = this
    const code = text.charCodeAt(pos)
    if (code !== 0x2d && code !== 0x2e) return false
    if (text.charCodeAt(pos + 1) !== code || text.charCodeAt(pos + 2) !== code) return false
    const after = text.charCodeAt(pos + 3)
    return after <= 0x20 || isBreak(after)
  }

  /** An error at a place, or where the scanner is. */
  refusal(message: string, mark?: { readonly line: number; readonly column: number }): KustomizeError {
    const { line, column } = mark ?? this.mark()
    return fail('invalid-yaml', message, { line, column: column + 1 })
  }
}

/** The state of a level at which nothing may be a key. */
export function noKey(): PossibleKey {
  return { isPossible: false, isRequired: false, token: -1, isForgotten: false, pos: -1, line: 0, column: 0 }
}
