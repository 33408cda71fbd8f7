import type { Difference, ObjectDifference } from './difference.ts'
import { foldDifference, type Folded, type FoldedDifference, type Highlight } from './fold.ts'
import { linesOf, printable } from './lines.ts'
import { countOverlays, nameOf, objectName, placeOf, sharedNote, short } from './phrases.ts'

const signs = { added: '+', removed: '-', changed: '~' } as const

/** A difference as text for a terminal. */
export function diffText(difference: Difference): string {
  const folded = foldDifference(difference)
  const note = sharedNote(difference)
  const sections = [
    [countOverlays(difference), ...(note === undefined ? [] : [note])],
    brokenLines(folded),
    table('Images', folded.images),
    table('Replicas', folded.replicas),
    secretLines(folded.secrets),
    ...folded.objects.map(objectLines),
    restyledLines(folded),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function brokenLines({ broken }: FoldedDifference): string[] {
  return broken.flatMap(({ change, overlays }) => [
    `${placeOf(overlays)}: cannot be rendered, so nobody knows what changes there`,
    ...(['before', 'after'] as const).flatMap((side) =>
      change.problems[side].map(
        ({ file, line, column, message }) =>
          `  ${side}: ${printable(`${file}:${line}:${column}: ${message}`)}`,
      ),
    ),
  ])
}

function table(title: string, rows: readonly Folded<Highlight>[]): string[] {
  if (rows.length === 0) return []
  const cells = rows.map(({ change, overlays }) => [
    placeOf(overlays),
    printable(change.container === null ? change.object : `${change.object} [${change.container}]`),
    `${short(change.before)} → ${short(change.after)}`,
  ])
  const widths = [0, 1].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  return [
    title,
    ...cells.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`),
  ]
}

function secretLines(secrets: readonly Folded<ObjectDifference>[]): string[] {
  if (secrets.length === 0) return []
  const lines = secrets.map(
    ({ change, overlays }) => `  ${signs[change.change]} ${objectName(change)} in ${placeOf(overlays)}`,
  )
  return ['Secrets', ...lines]
}

function objectLines({ change, overlays }: Folded<ObjectDifference>): string[] {
  return [
    `${signs[change.change]} ${objectName(change)} in ${placeOf(overlays)}`,
    ...linesOf(change).map(({ sign, text }) => `  ${sign} ${text}`),
  ]
}

function restyledLines({ restyled }: FoldedDifference): string[] {
  if (restyled.length === 0) return []
  return [`The same objects, in another order or style: ${restyled.map(nameOf).join(', ')}`]
}
