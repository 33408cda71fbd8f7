import type { Step } from './command.ts'

/** What came of steps: each outcome of each verb is to be met, and races are to be lost. */
export class Tally {
  readonly #outcomes = new Map<string, Map<string, number>>()
  /** Steps in which others were told to be faster, and those of them that had to push again. */
  raced = 0
  lost = 0
  /** Steps that did not come to their end. */
  killed = 0
  steps = 0

  count({ command, raced }: Step, { outcome, lost }: { outcome: string; lost: boolean }): void {
    this.steps += 1
    if (raced) this.raced += 1
    if (lost) this.lost += 1
    if (outcome === 'killed') this.killed += 1
    const kind = outcome.startsWith('stale: ') ? 'stale: …' : outcome
    const outcomes = this.#outcomes.get(command.verb) ?? new Map<string, number>()
    this.#outcomes.set(command.verb, outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1))
  }

  /** A line for each verb, with how often each thing came of it. */
  describe(): string {
    const lines = [...this.#outcomes].map(([verb, outcomes]) => {
      const counts = [...outcomes]
        .toSorted(([, a], [, b]) => b - a)
        .map(([name, count]) => `${count} ${name}`)
      return `  ${verb.padEnd(8)} ${counts.join(', ')}\n`
    })
    return lines.toSorted().join('')
  }
}
