import { isMap, isNode, LineCounter, parseDocument, stringify, type Document } from 'yaml'
import type { z } from 'zod'
import type { Problem } from '../problem.ts'
import { describeIssue } from './describe-issue.ts'

/** The value of a YAML text as its schema gives it, or everything that is wrong with the text. */
export type Parsed<T> = { value: T; problems?: never } | { value?: never; problems: Problem[] }

/** Parses `text` (of `file`, which only problems mention) and validates it; each problem has its line and column. */
export function parseYaml<T extends z.ZodType>(text: string, file: string, schema: T): Parsed<z.output<T>> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, version: '1.2' })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      code: 'invalid-yaml',
      message: error.message.split(' at line ')[0] ?? error.message,
      ...place(error.pos[0]),
    }))
    return { problems }
  }
  const result = schema.safeParse(document.toJS({ maxAliasCount: 100 }))
  if (result.success) return { value: result.data }
  const problems = result.error.issues.map((issue) => ({
    code: 'invalid-value',
    message: describePlaced(issue),
    ...place(offsetOf(document, issue)),
  }))
  return { problems }
}

/** Writes `value` as YAML in block style, with `comment` (lines without `#`) above it. */
export function writeYaml(value: unknown, comment?: string): string {
  const text = stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })
  return comment ? `${comment.replace(/^/gm, '# ')}\n${text}` : text
}

function describePlaced(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join('.')
  return where === '' ? describeIssue(issue) : `"${where}": ${describeIssue(issue)}`
}

/** Where the value of an issue begins: for an unknown key that key, for a missing one the mapping that lacks it. */
function offsetOf(document: Document.Parsed, issue: z.core.$ZodIssue): number {
  for (let length = issue.path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(issue.path.slice(0, length), true)
    if (!isNode(node) || !node.range) continue
    if (issue.code !== 'unrecognized_keys' || !isMap(node)) return node.range[0]
    const pair = node.items.find(({ key }) => issue.keys.includes(String(key)))
    return isNode(pair?.key) && pair.key.range ? pair.key.range[0] : node.range[0]
  }
  return 0
}
