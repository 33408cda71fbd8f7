/** A line of the table: what was measured, and how that stands to something else. */
export interface Figure {
  readonly name: string
  readonly value: number | undefined
  readonly unit: 'ms' | 'MB' | '%'
  /** Such as `30.2× faster than the command`. */
  readonly ratio?: string
}

/** The figures of one part of the benchmark. */
export interface Section {
  readonly title: string
  readonly figures: readonly Figure[]
}

/** The sections as lines of text, with numbers below each other. */
export function formatSections(sections: readonly Section[]): string {
  const width = Math.max(...sections.flatMap(({ figures }) => figures.map(({ name }) => name.length)))
  return sections
    .map(({ title, figures }) => `${title}\n${figures.map((figure) => formatFigure(figure, width)).join('')}`)
    .join('\n')
}

function formatFigure({ name, value, unit, ratio = '' }: Figure, width: number): string {
  const number =
    value === undefined ? 'not measured' : `${value.toFixed(value < 10 ? 2 : 0).padStart(9)} ${unit}`
  return `${`  ${name.padEnd(width)} ${number}  ${ratio}`.trimEnd()}\n`
}

/** How many times as fast as something else that took so long. */
export function faster(value: number, other: number | undefined, name: string): string {
  return other === undefined ? '' : `${(other / value).toFixed(1)}× as fast as ${name}`
}
