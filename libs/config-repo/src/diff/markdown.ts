import type { OverlayName } from '../render/overlay-name.ts'
import type { Difference, ObjectDifference } from './difference.ts'
import { foldDifference, type Folded, type FoldedDifference, type Highlight } from './fold.ts'
import { linesOf, printable } from './lines.ts'
import { count, countOverlays, nameOf, objectName, placeOf, sharedNote, short } from './phrases.ts'

/** How to write it. */
export interface MarkdownOptions {
  /** At most so many characters; GitHub takes 65,536 in a comment, and the text around it counts too. */
  readonly limit?: number | undefined
}

/** A difference as Markdown for the comment of a pull request. What does not fit is left out, and it says so. */
export function diffMarkdown(difference: Difference, { limit = 65_000 }: MarkdownOptions = {}): string {
  const folded = foldDifference(difference)
  const note = sharedNote(difference, code, code)
  const blocks = [
    `**${countOverlays(difference)}**`,
    ...(note === undefined ? [] : [`> ${note}`]),
    ...brokenBlocks(folded),
    ...tableBlocks('Images', folded.images),
    ...tableBlocks('Replicas', folded.replicas),
    ...secretBlocks(folded.secrets),
    ...folded.objects.map(objectBlock),
    ...restyledBlocks(folded),
  ]
  return cut(blocks, limit)
}

/** Whole blocks alone, as half of one could leave a fence open. */
function cut(blocks: readonly string[], limit: number): string {
  const room = limit - cutNote(blocks.length).length - 1
  let text = ''
  for (const [index, block] of blocks.entries()) {
    const isLast = index === blocks.length - 1
    const next = `${text}${text === '' ? '' : '\n\n'}${block}`
    if (next.length > (isLast ? limit - 1 : room)) return `${text}${cutNote(blocks.length - index)}\n`
    text = next
  }
  return `${text}\n`
}

function cutNote(left: number): string {
  return `\n\n**Cut here**: ${count(left, 'change')} more did not fit, \`slipway diff\` prints all of them`
}

function brokenBlocks({ broken }: FoldedDifference): string[] {
  return broken.map(({ change, overlays }) => {
    const lines = (['before', 'after'] as const).flatMap((side) =>
      change.problems[side].map(
        ({ file, line, column, message }) => `${side}: ${file}:${line}:${column}: ${message}`,
      ),
    )
    const all = overlays.length > 1 ? `\n\n${listOf(overlays)}` : ''
    return `:warning: ${placeOf(overlays, code)}: cannot be rendered, so nobody knows what changes there\n\n${fence(shorten(lines).join('\n'), '')}${all}`
  })
}

const rowsInTable = 50

/** In parts, so that a long table is cut in the middle rather than left out. */
function tableBlocks(title: string, rows: readonly Folded<Highlight>[]): string[] {
  const parts = rows.flatMap((_, index) =>
    index % rowsInTable === 0 ? [rows.slice(index, index + rowsInTable)] : [],
  )
  return parts.map((part, index) =>
    [
      `**${title}**${index === 0 ? '' : ' (continued)'}`,
      '',
      '| where | object | before | after |',
      '|---|---|---|---|',
      ...part.map(({ change, overlays }) => {
        const object = change.container === null ? change.object : `${change.object} [${change.container}]`
        const cells = [
          placeOf(overlays, cell),
          cell(object),
          cell(short(change.before)),
          cell(short(change.after)),
        ]
        return `| ${cells.join(' | ')} |`
      }),
    ].join('\n'),
  )
}

const words = { added: 'new', removed: 'removed', changed: 'changed' } as const

function secretBlocks(secrets: readonly Folded<ObjectDifference>[]): string[] {
  if (secrets.length === 0) return []
  const lines = secrets.map(
    ({ change, overlays }) =>
      `- ${words[change.change]}: ${code(objectName(change))} in ${placeOf(overlays, code)}`,
  )
  return [`**Secrets** (values are never shown)\n\n${lines.join('\n')}`]
}

function objectBlock({ change, overlays }: Folded<ObjectDifference>): string {
  const title = `${tag(objectName(change))} ${words[change.change]} in ${placeOf(overlays, tag)}`
  const lines = shorten(linesOf(change).map(({ sign, text }) => `${sign} ${text}`))
  const body = [
    ...(lines.length === 0 ? [] : [fence(lines.join('\n'), 'diff')]),
    ...(overlays.length > 1 ? [listOf(overlays)] : []),
  ]
  if (body.length === 0) return `<p>${title}</p>`
  const isOpen = lines.length > 0 && lines.length <= linesShown
  return `<details${isOpen ? ' open' : ''}><summary>${title}</summary>\n\n${body.join('\n\n')}\n\n</details>`
}

const linesShown = 40
const namesShown = 30

function listOf(overlays: readonly OverlayName[]): string {
  const names = overlays.slice(0, namesShown).map((overlay) => code(nameOf(overlay)))
  const others = overlays.length > namesShown ? ` and ${overlays.length - namesShown} more` : ''
  return `In ${names.join(', ')}${others}`
}

function restyledBlocks({ restyled }: FoldedDifference): string[] {
  return restyled.length === 0 ? [] : [`The same objects, in another order or style: ${listOf(restyled)}`]
}

const longestLine = 400
const longestBlock = 8000

/** One long text shall not leave room for nothing else. */
function shorten(lines: readonly string[]): string[] {
  const shown: string[] = []
  let room = longestBlock
  for (const line of lines.map(printable)) {
    const text = line.length > longestLine ? `${line.slice(0, longestLine)}…` : line
    room -= text.length + 1
    if (room < 0) return [...shown, `  … ${count(lines.length - shown.length, 'line')} more`]
    shown.push(text)
  }
  return shown
}

/** A block of code whose fence is longer than any in it. */
function fence(text: string, language: string): string {
  const marks = '`'.repeat(Math.max(3, 1 + longestRun(text)))
  return `${marks}${language}\n${text}\n${marks}`
}

/** A code span: a name in it is no mention, no link and no picture. */
function code(text: string): string {
  const marks = '`'.repeat(1 + longestRun(text))
  const space = marks.length > 1 ? ' ' : ''
  return `${marks}${space}${printable(text)}${space}${marks}`
}

/** A code span in a table, where a bar would end the cell. */
function cell(text: string): string {
  return code(text).replaceAll('|', String.raw`\|`)
}

/** A code span where HTML stands. */
function tag(text: string): string {
  return `<code>${html(text)}</code>`
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}

function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;')
}
