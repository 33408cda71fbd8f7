import type { Measurement } from '../targets/report-targets.ts'

/** What was said to be affected after one change, and what differed in truth. */
export interface Judgement {
  readonly what: string
  readonly affected: readonly string[]
  readonly differing: readonly string[]
}

/** Counts over many changes. */
export interface Tally {
  readonly changes: number
  readonly found: number
  readonly missed: number
  readonly tooMuch: number
}

/** Counts what was found, missed, and named though it did not differ. */
export function tally(judgements: readonly Judgement[]): Tally {
  const pairs = judgements.flatMap(({ affected, differing }) =>
    [...new Set([...affected, ...differing])].map((name) => [
      affected.includes(name),
      differing.includes(name),
    ]),
  )
  return {
    changes: judgements.length,
    found: pairs.filter(([said, differs]) => said && differs).length,
    missed: pairs.filter(([said, differs]) => !said && differs).length,
    tooMuch: pairs.filter(([said, differs]) => said && !differs).length,
  }
}

/** Recall must be 1; precision must be, too, unless `limit` says why it cannot. */
export function measurementsOf(
  title: string,
  { changes, found, missed, tooMuch }: Tally,
  limit?: string,
): Measurement[] {
  const [exact, whole] = [found / (found + tooMuch), found / (found + missed)]
  return [
    { what: `${title}: changes tried`, target: 'some', measured: `${changes}`, met: changes > 0 },
    {
      what: `${title}: recall`,
      target: '1',
      measured: `${round(whole)} (${missed} of ${found + missed} missed)`,
      met: missed === 0,
    },
    {
      what: `${title}: precision`,
      target: limit ?? '1',
      measured: `${round(exact)} (${tooMuch} of ${found + tooMuch} too much)`,
      met: limit !== undefined || tooMuch === 0,
    },
  ]
}

/** Three digits that never round up to 1. */
function round(share: number): string {
  return String(Math.floor(share * 1000) / 1000)
}
