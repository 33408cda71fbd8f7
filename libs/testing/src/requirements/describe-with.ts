import { describe } from 'vitest'
import { isMissing } from './missing.ts'
import type { Requirement } from './requirement.ts'

/**
 * A `describe` whose tests need real programs: it runs when all of `needs` are there and is skipped otherwise.
 * `SLIPWAY_TEST_REQUIRE=docker,testbed` ends the whole run at its start instead of skipping.
 */
export function describeWith(needs: Requirement[], title: string, tests: () => void): void {
  const missing = needs.filter(isMissing)
  describe.skipIf(missing.length > 0)(
    missing.length > 0 ? `${title} (needs ${missing.join(', ')})` : title,
    tests,
  )
}
