import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  visit,
  type Document,
  type Node,
  type ParsedNode,
} from 'yaml'

import { fail } from '../kustomize-error.ts'
import { Tag, YamlNode, type ScalarStyle } from './node.ts'
import { resolvePlain } from './resolve.ts'

const options = {
  version: '1.2',
  schema: 'failsafe',
  uniqueKeys: false,
  stringKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const

const maximumDepth = 1000

/**
 * The first document of a YAML text, or undefined when there is none. `firstLine` is the line of the file on which the text
 * begins. Throws `invalid-yaml`. This is the one file that imports the YAML parser.
 */
export function parseDocument(text: string, firstLine = 1): YamlNode | undefined {
  const lineCounter = new LineCounter()
  const documents = parseAllDocuments(text, { ...options, lineCounter })
  const [document] = Array.isArray(documents) ? documents : []
  if (document === undefined) return undefined
  const place = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset)
    return { line: line + firstLine - 1, column: col }
  }
  const [error] = document.errors
  if (error !== undefined) throw fail('invalid-yaml', error.message, place(error.pos[0]))
  if (document.contents === null) return undefined
  return new Converter(place).convert(document as Document.Parsed)
}

class Converter {
  readonly #place: (offset: number) => { line: number; column: number }
  readonly #anchors = new Map<string, YamlNode>()

  constructor(place: (offset: number) => { line: number; column: number }) {
    this.#place = place
  }

  convert(document: Document.Parsed): YamlNode | undefined {
    const { contents } = document
    return contents === null ? undefined : this.#node(contents, 0)
  }

  #node(source: ParsedNode, depth: number): YamlNode {
    const place = this.#place(source.range[0])
    if (depth > maximumDepth)
      throw fail('invalid-yaml', `A YAML text may nest ${maximumDepth} levels deep`, place)
    if (isAlias(source)) return this.#alias(source.source, place)
    const node = this.#start(source)
    node.line = place.line
    node.column = place.column
    const anchor = (source as Node & { anchor?: string }).anchor
    if (anchor !== undefined && anchor !== '') {
      node.anchor = anchor
      this.#anchors.set(anchor, node)
    }
    this.#fill(node, source, depth)
    return node
  }

  #alias(name: string, place: { line: number; column: number }): YamlNode {
    const target = this.#anchors.get(name)
    if (target === undefined)
      throw fail('invalid-yaml', `There is no anchor "${name}" before this alias`, place)
    const node = new YamlNode('alias', Tag.none, name)
    node.alias = target
    node.line = place.line
    node.column = place.column
    return node
  }

  #start(source: ParsedNode): YamlNode {
    const tag = shortTag(source)
    if (isMap(source)) return tagged(new YamlNode('map', Tag.map), tag)
    if (isSeq(source)) return tagged(new YamlNode('list', Tag.list), tag)
    if (!isScalar(source)) throw new Error('A YAML node is neither map, list, scalar nor alias')
    const value = source.value === null || source.value === undefined ? '' : String(source.value)
    const style = scalarStyle(source.type)
    return tagged(new YamlNode('scalar', defaultTag(value, style), value, style), tag)
  }

  #fill(node: YamlNode, source: ParsedNode, depth: number): void {
    if ((isMap(source) || isSeq(source)) && source.flow === true) node.isFlow = true
    if (isMap(source)) {
      for (const pair of source.items) {
        node.content.push(
          this.#child(pair.key as ParsedNode | null, depth),
          this.#child(pair.value as ParsedNode | null, depth),
        )
      }
    } else if (isSeq(source)) {
      for (const item of source.items) node.content.push(this.#child(item as ParsedNode, depth))
    }
  }

  #child(source: ParsedNode | null, depth: number): YamlNode {
    return source === null ? new YamlNode('scalar', Tag.null) : this.#node(source, depth + 1)
  }
}

function tagged(node: YamlNode, tag: string | undefined): YamlNode {
  if (tag === undefined || tag === '!') return node
  node.tag = tag
  node.tagged = true
  return node
}

function shortTag(source: ParsedNode): string | undefined {
  const tag = (source as Node & { tag?: string }).tag
  if (tag === undefined) return undefined
  return tag.startsWith('tag:yaml.org,2002:') ? `!!${tag.slice('tag:yaml.org,2002:'.length)}` : tag
}

function defaultTag(value: string, style: ScalarStyle): string {
  if (style !== 'plain') return Tag.string
  return value === '<<' ? Tag.merge : resolvePlain(value).tag
}

function scalarStyle(type: string | undefined): ScalarStyle {
  switch (type) {
    case 'QUOTE_DOUBLE':
      return 'double'
    case 'QUOTE_SINGLE':
      return 'single'
    case 'BLOCK_LITERAL':
      return 'literal'
    case 'BLOCK_FOLDED':
      return 'folded'
    default:
      return 'plain'
  }
}

/** Whether a YAML text has a comment in its first document. */
export function hasComment(text: string): boolean {
  const [document] = parseAllDocuments(text, options) as Document.Parsed[]
  if (document === undefined) return false
  let isFound = (document.comment ?? document.commentBefore ?? '') !== ''
  visit(document, {
    Node: (_key, node) => {
      if ((node.comment ?? node.commentBefore ?? '') === '') return undefined
      isFound = true
      return visit.BREAK
    },
  })
  return isFound
}
