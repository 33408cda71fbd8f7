import type { Step } from './command.ts'
import { differences, visible } from './observe.ts'
import type { RealRepository } from './real-repository.ts'
import { allowed } from './rules.ts'
import type { State } from './state.ts'
import type { Tally } from './tally.ts'

/**
 * Does a step for real and gives the state that the model is in afterwards. Throws when the repository is in none that
 * the rules allow, or when what came of it was told wrongly.
 */
export async function takeStep(
  state: State,
  real: RealRepository,
  step: Step,
  tally?: Tally,
): Promise<State> {
  const { outcome, lost } = await real.perform(step)
  const found = await real.observe()
  const results = allowed(state, step)
  const told = results.filter((result) => result.outcome === outcome && (result.lost ?? lost) === lost)
  const { others } = real.template
  const match = told.find((result) => differences(found, visible(result.state, others)).length === 0)
  if (match) {
    tally?.count(step, { outcome, lost })
    return match.state
  }
  const what = `${describeStep(step)}: ${outcome}${lost ? ' after a lost race' : ''}`
  if (told.length === 0) throw new Error(`${what}, but wanted ${results.map(describeResult).join(' or ')}`)
  const [first] = told.map((result) => differences(found, visible(result.state, others)))
  throw new Error(`${what}, but\n${(first ?? []).join('\n')}`)
}

/** A step in words, as a counterexample shows it. */
export function describeStep({ command, killedAt, raced }: Step): string {
  const { verb, ...facts } = command
  const words = Object.entries(facts).map(([name, fact]) => (typeof fact === 'boolean' ? fact && name : fact))
  const what = [verb, ...words.filter((word) => word !== false)].join(' ')
  const killed = killedAt === undefined ? '' : `, killed at call ${killedAt}`
  const others = raced?.map((other) => describeStep({ command: other })).join(', ')
  return `${what}${killed}${others ? ` (meanwhile: ${others})` : ''}`
}

function describeResult({ outcome, lost }: ReturnType<typeof allowed>[number]): string {
  return `"${outcome}"${lost === undefined ? '' : lost ? ' after a lost race' : ' without a lost race'}`
}
