import type { Node } from 'yaml'

/** Where something stands in a text, in characters; `end` is behind it. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The span from the beginning of one node to the end of another. */
export function spanOf(first: Pick<Node, 'range'>, last: Pick<Node, 'range'> = first): Span {
  return { start: first.range?.[0] ?? 0, end: last.range?.[1] ?? first.range?.[1] ?? 0 }
}

/**
 * Adds lines to a YAML text after the last line of an item, indented as the item's first line is. Every line that is there
 * stays; comments and blank lines behind the item belong to what follows.
 */
export function appendLines(text: string, item: Span, lines: string): string {
  const content = text.slice(0, item.end).trimEnd().length
  const lineEnd = text.indexOf('\n', content)
  const offset = lineEnd === -1 ? text.length : lineEnd + 1
  const [indentation = ''] = /^ */.exec(text.slice(text.lastIndexOf('\n', item.start - 1) + 1)) ?? []
  const before = text.slice(0, offset)
  return `${before.endsWith('\n') ? before : `${before}\n`}${indentLines(lines, indentation)}${text.slice(offset)}`
}

/** Indents every line that is not empty. */
export function indentLines(lines: string, indentation: string): string {
  return lines.replaceAll(/^(?=.)/gm, indentation)
}
