import { Tag, type YamlNode } from './node.ts'
import { resolvePlain } from './resolve.ts'
import { analyzeScalar, writeScalar } from './write-scalar.ts'

/** YAML text of a node, with the order, quotes and flow style that it has; comments are not kept. */
export function nodeText(node: YamlNode): string {
  const text = writeNode(node, { indent: 0, isFlow: false })
  return text.endsWith('\n') ? text : `${text}\n`
}

interface Place {
  /** Columns of indentation of the block that the node starts. */
  readonly indent: number
  readonly isFlow: boolean
}

function writeNode(node: YamlNode, place: Place): string {
  if (node.kind === 'scalar') return writeScalarNode(node, { ...place, isKey: false })
  const isFlow = place.isFlow || node.isFlow || node.content.length === 0
  if (node.kind === 'map') return isFlow ? writeFlowMap(node, place) : writeBlockMap(node, place.indent)
  return isFlow ? writeFlowList(node, place) : writeBlockList(node, place.indent)
}

function writeFlowMap(node: YamlNode, { indent }: Place): string {
  const entries: string[] = []
  for (let index = 0; index + 1 < node.content.length; index += 2) {
    const key = writeScalarNode(node.content[index] as YamlNode, { indent, isFlow: true, isKey: true })
    entries.push(`${key}: ${writeNode(node.content[index + 1] as YamlNode, { indent, isFlow: true })}`)
  }
  return `{${entries.join(', ')}}`
}

function writeFlowList(node: YamlNode, { indent }: Place): string {
  return `[${node.content.map((element) => writeNode(element, { indent, isFlow: true })).join(', ')}]`
}

function writeBlockMap(node: YamlNode, indent: number): string {
  const lines: string[] = []
  for (let index = 0; index + 1 < node.content.length; index += 2) {
    const value = node.content[index + 1] as YamlNode
    const key = writeScalarNode(node.content[index] as YamlNode, { indent, isFlow: false, isKey: true })
    lines.push(`${key}:${blockValue(value, indent)}`)
  }
  return lines.join(' '.repeat(indent))
}

function blockValue(value: YamlNode, indent: number): string {
  const isBlock = value.kind !== 'scalar' && !value.isFlow && value.content.length > 0
  if (!isBlock) return endLine(spaced(writeNode(value, { indent: indent + 2, isFlow: false })))
  const inner = value.kind === 'map' ? indent + 2 : indent
  return `\n${' '.repeat(inner)}${endLine(writeNode(value, { indent: inner, isFlow: false }))}`
}

function writeBlockList(node: YamlNode, indent: number): string {
  return node.content
    .map((element) => `-${endLine(spaced(writeNode(element, { indent: indent + 2, isFlow: false })))}`)
    .join(' '.repeat(indent))
}

/** No space ends a line in which nothing follows. */
function spaced(text: string): string {
  return text === '' ? '' : ` ${text}`
}

function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
}

function writeScalarNode(node: YamlNode, place: Place & { isKey: boolean }): string {
  const text = node.value
  const context = { column: 0, indent: place.indent, isKey: place.isKey || place.isFlow, unfolded: true }
  const analysis = analyzeScalar(text)
  const tag = explicitTag(node)
  const isFlowUnsafe = place.isFlow && /[,?[\]{}:]|^[-]/.test(text)
  const style = preferredStyle(node)
  if (style === 'plain' && (isFlowUnsafe || (text === '' && place.isFlow)))
    return `${tag}'${text.replaceAll("'", "''")}'`
  return tag + writeScalar(text, { style, analysis, context })
}

/** The tag that was written, or that a text which has taken the place of a value of another type needs. */
function explicitTag({ tag, tagged, style, value }: YamlNode): string {
  const differs = style === 'plain' && typedTags.has(tag) && resolvePlain(value).tag !== tag
  return tagged || differs ? `${tag} ` : ''
}

const typedTags: ReadonlySet<string> = new Set([Tag.bool, Tag.int, Tag.float, Tag.null, Tag.timestamp])

function preferredStyle(node: YamlNode): 'literal' | 'plain' | 'double' | 'single' {
  if (node.style === 'literal' || node.style === 'folded') return 'literal'
  if (node.style !== 'plain') return node.style
  if (node.value.includes('\n')) return 'literal'
  return node.tag === Tag.string && resolvePlain(node.value).tag !== Tag.string ? 'double' : 'plain'
}
