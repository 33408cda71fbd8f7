import { findMissing } from './requirements/missing.ts'
import { requirements } from './requirements/requirement.ts'

/** Vitest's global setup: says, once and first, which tests this run leaves out and what would enable them. */
export default function setup(): void {
  for (const name of findMissing(process.env['SLIPWAY_TEST_REQUIRE'])) {
    process.stderr.write(`Skipping the tests that need ${name}. To run them: ${requirements[name].enable}\n`)
  }
}
