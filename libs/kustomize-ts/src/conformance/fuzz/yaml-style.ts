import type { Random } from './random.ts'

/**
 * Data of which the style is still open. A text is a YAML token as it will stand in the file, quotes included; undefined fields
 * are left out.
 */
export type Yaml =
  | string
  | number
  | boolean
  | null
  | undefined
  | Block
  | readonly Yaml[]
  | { readonly [key: string]: Yaml }

/** A text in the style of a literal or folded block, `|-` for instance. */
export class Block {
  readonly header: string
  readonly lines: readonly string[]

  constructor(header: string, text: string) {
    this.header = header
    this.lines = text.replace(/\n$/, '').split('\n')
  }
}

export type YamlMap = { readonly [key: string]: Yaml }

/** Whether data is a map, rather than a list, a block or a scalar. */
export function isYamlMap(value: Yaml): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Block)
}

/** Writes data as a document, in one of the many styles that people and programs write. */
export function styledYaml(value: Yaml, random: Random): string {
  const lists = random.chance(0.3) ? '  ' : ''
  const flow = random.chance(0.3) ? 0.08 : 0
  const comments = random.chance(0.2) ? 0.08 : 0
  return `${new Styler(random, { lists, flow, comments }).block(value, '')}\n`
}

interface Style {
  /** How far a list in a map is indented. */
  readonly lists: string
  /** How likely a map or list is written in braces. */
  readonly flow: number
  readonly comments: number
}

class Styler {
  readonly #random: Random
  readonly #style: Style

  constructor(random: Random, style: Style) {
    this.#random = random
    this.#style = style
  }

  block(value: Yaml, indent: string): string {
    if (!isStructure(value)) return scalar(value, indent)
    const entries = Array.isArray(value)
      ? value.map(
          (element) => `- ${this.#isFlow(element) ? inline(element) : this.block(element, `${indent}  `)}`,
        )
      : definedEntries(value as YamlMap).map(([key, child]) => `${key}:${this.#child(child, indent)}`)
    return entries.map((entry) => this.#comment(indent) + entry).join(`\n${indent}`)
  }

  #child(value: Yaml, indent: string): string {
    if (!isStructure(value)) return ` ${scalar(value, `${indent}  `)}${this.#endComment(value)}`
    if (this.#isFlow(value)) return ` ${inline(value)}`
    const inner = indent + (Array.isArray(value) ? this.#style.lists : '  ')
    return `\n${inner}${this.block(value, inner)}`
  }

  #isFlow(value: Yaml): boolean {
    return !isStructure(value) || isEmpty(value) || (this.#random.chance(this.#style.flow) && fitsFlow(value))
      ? !(value instanceof Block)
      : false
  }

  #comment(indent: string): string {
    return this.#random.chance(this.#style.comments) ? `# a comment\n${indent}` : ''
  }

  #endComment(value: Yaml): string {
    return !(value instanceof Block) && this.#random.chance(this.#style.comments) ? ' # why' : ''
  }
}

function isStructure(value: Yaml): value is readonly Yaml[] | YamlMap {
  return Array.isArray(value) || isYamlMap(value)
}

function isEmpty(value: readonly Yaml[] | YamlMap): boolean {
  return Array.isArray(value) ? value.length === 0 : definedEntries(value as YamlMap).length === 0
}

function fitsFlow(value: Yaml): boolean {
  if (value instanceof Block) return false
  if (!isStructure(value)) return isFlowToken(String(value))
  return Object.entries(value).every(([key, child]) => isFlowToken(key) && fitsFlow(child as Yaml))
}

/** Quotes make every token safe between braces; a plain one must not have what ends it there. */
function isFlowToken(token: string): boolean {
  return /^["']/.test(token) || !/[,[\]{}]|^[-?:](?:\s|$)|:$|^\S*[:?]/.test(token)
}

function scalar(value: Exclude<Yaml, readonly Yaml[] | YamlMap>, indent: string): string {
  if (!(value instanceof Block)) return String(value)
  const inner = indent === '' ? '  ' : indent
  return [value.header, ...value.lines.map((line) => (line === '' ? '' : inner + line))].join('\n')
}

function inline(value: Yaml): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (!isYamlMap(value)) return String(value)
  return `{${definedEntries(value)
    .map(([key, child]) => `${key}: ${inline(child)}`)
    .join(', ')}}`
}

function definedEntries(value: YamlMap): [string, Yaml][] {
  return Object.entries(value).filter(([, child]) => child !== undefined)
}

/** Writes data as JSON. Tokens that are no JSON become strings. */
export function jsonText(value: Yaml, indent: number): string {
  return JSON.stringify(toJson(value), null, indent)
}

function toJson(value: Yaml): unknown {
  if (value instanceof Block) return `${value.lines.join('\n')}\n`
  if (Array.isArray(value)) return value.map(toJson)
  if (isYamlMap(value))
    return Object.fromEntries(definedEntries(value).map(([key, child]) => [unquoted(key), toJson(child)]))
  return typeof value === 'string' ? jsonToken(value) : value
}

function jsonToken(token: string): unknown {
  try {
    return JSON.parse(token) as unknown
  } catch {
    return unquoted(token)
  }
}

/** The text that a simple token stands for. */
export function unquoted(token: string): string {
  return /^(?:"[^"\\]*"|'[^']*')$/.test(token) ? token.slice(1, -1) : token
}
