/** One line of a benchmark's table. */
export interface Measurement {
  readonly what: string
  /** In words: `0 of at least 100,000`. */
  readonly target: string
  /** In words: `0 of 151,200`. */
  readonly measured: string
  /** `undefined` where there is no target: a figure that explains another one. */
  readonly met: boolean | undefined
}

/** The measurements below each other; `met` is told by a word, so that it can be searched for. */
export function formatMeasurements(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ what, target, measured, met }) => [
    what,
    target,
    measured,
    met === undefined ? '' : met ? 'met' : 'MISSED',
  ])
  const table = [['', 'target', 'measured', ''], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  return table
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('')
}

/** Prints the table and makes this process end with 1 when a target is missed. */
export function reportMeasurements(measurements: readonly Measurement[]): void {
  process.stdout.write(formatMeasurements(measurements))
  if (measurements.some(({ met }) => met === false)) process.exitCode = 1
}
