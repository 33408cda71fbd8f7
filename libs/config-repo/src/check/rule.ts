import type { CheckFacts } from './check-facts.ts'
import type { Finding } from './finding.ts'

/** Looks at a whole config repo. Each rule has a file of its own in `rules`, and a place in the list of `check-config-repo.ts`. */
export type Rule = (facts: CheckFacts) => Finding[]
