import type { CheckFacts } from './check-facts.ts'
import type { Finding } from './finding.ts'
import type { Rule } from './rule.ts'
import { editedByHand } from './rules/edited-by-hand.ts'
import { endedHolds } from './rules/ended-holds.ts'
import { ownNames } from './rules/own-names.ts'
import { rendered } from './rules/rendered.ts'
import { staleReviews } from './rules/stale-reviews.ts'
import { strayReleases } from './rules/stray-releases.ts'
import { validFiles } from './rules/valid-files.ts'

/** What a config repo is held against when nothing else is said. */
export const usualRules: readonly Rule[] = [
  validFiles,
  ownNames,
  strayReleases,
  rendered,
  staleReviews,
  editedByHand,
  endedHolds,
]

/** Holds a config repo against rules: problems first, then by file and place. */
export function checkConfigRepo(facts: CheckFacts, rules: readonly Rule[] = usualRules): Finding[] {
  const findings = rules.flatMap((rule) => rule(facts))
  return findings.toSorted(
    (a, b) =>
      compare(a.severity, b.severity) || compare(a.file, b.file) || a.line - b.line || a.column - b.column,
  )
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
