import { requirements, type Requirement } from './requirement.ts'

const variable = 'SLIPWAY_TEST_MISSING'

/**
 * Asks once for every requirement, for the whole run: workers inherit the answer through the environment.
 * Gives the requirements that are not met; throws when one of them is in `SLIPWAY_TEST_REQUIRE`.
 */
export function findMissing(required: string | undefined): Requirement[] {
  const names = Object.keys(requirements) as Requirement[]
  const wanted = (required ?? '').split(',').filter((name) => name !== '')
  const unknown = wanted.filter((name) => !names.includes(name as Requirement))
  if (unknown.length > 0) {
    throw new Error(
      `Cannot read SLIPWAY_TEST_REQUIRE: wanted some of ${names.join(', ')}, found "${unknown.join(',')}"`,
    )
  }
  const missing = names.filter((name) => !requirements[name].isMet())
  process.env[variable] = missing.join(',')
  const lacking = missing.filter((name) => wanted.includes(name))
  if (lacking.length > 0) {
    throw new Error(
      `SLIPWAY_TEST_REQUIRE wants ${lacking.join(', ')}: ${lacking.map((name) => requirements[name].enable).join('; ')}`,
    )
  }
  return missing
}

/** Whether the run lacks a requirement. */
export function isMissing(name: Requirement): boolean {
  return (process.env[variable] ?? '').split(',').includes(name)
}
